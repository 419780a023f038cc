package oddboard.registry.ui;

import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.audit.AuditEntry;
import oddboard.registry.ModelRoutes;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;

/** What was done to a model, by whom and why, as the audit log has it. */
@Route("models/:name/history")
@PermitAll
class ModelHistoryView extends ModelPage {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 500;
    private final transient Models models;

    ModelHistoryView(ModelPages pages, Models models) {
        super(pages, ModelRoutes::history);
        this.models = models;
    }

    @Override
    protected void show(RegisteredModel model, QueryParameters query, User viewer) {
        var table = new MarkupTable<AuditEntry>(
                        "History, newest first",
                        entry -> Long.toString(entry.id()),
                        List.of(
                                Column.text("When", entry -> Format.ago(entry.at())),
                                Column.text("Who", AuditEntry::who),
                                Column.text("What", ModelHistoryView::words),
                                Column.<AuditEntry>text("Detail", AuditEntry::detail)
                                        .styled("odd-table__wrap")))
                .styled("odd-model-history")
                .stacked();
        table.show(models.history(model, MAX));
        add(new Panel("History", table).flush());
    }

    private static String words(AuditEntry entry) {
        return switch (entry.action()) {
            case "model.create" -> "Model made";
            case "model.version" -> "Version registered";
            case "model.threshold" -> "Threshold calibrated";
            case "model.alias" -> "Alias moved";
            case "model.describe" -> "Described";
            case "model.delete" -> "Version deleted";
            default -> entry.action();
        };
    }
}
