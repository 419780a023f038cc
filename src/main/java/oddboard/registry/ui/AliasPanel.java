package oddboard.registry.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelAliases;
import oddboard.registry.ModelRoutes;
import oddboard.registry.RegisteredModel;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.Toast;

/** Where each alias of a model points, since when and why. */
final class AliasPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String REMOVE = "remove";

    AliasPanel(RegisteredModel model, boolean mayChange, ModelAliases aliases, User viewer, Runnable changed) {
        super("Aliases");
        setVisible(!model.aliases().isEmpty());
        flush();
        var table = new MarkupTable<ModelAlias>(
                "Aliases",
                ModelAlias::name,
                List.of(
                        Column.<ModelAlias>of("Alias", (cell, alias) -> cell.add(VersionMarkup.tag(alias))),
                        Column.of(
                                "Version",
                                (cell, alias) -> cell.add(MarkupParts.link(
                                        ModelRoutes.version(model.name(), alias.number()),
                                        Integer.toString(alias.number())))),
                        Column.<ModelAlias>of("Reason", AliasPanel::reason).styled("odd-table__wrap"),
                        Column.<ModelAlias>text("By", ModelAlias::byName).wide(),
                        Column.<ModelAlias>number("Moved", alias -> Format.ago(alias.movedAt()))
                                .wide(),
                        Column.<ModelAlias>of("", (cell, alias) -> {
                            if (mayChange) {
                                cell.add(MarkupParts.button(REMOVE, "Remove", "Remove the alias " + alias.name()));
                            }
                        })));
        table.on(REMOVE, alias -> remove(model, alias, aliases, viewer, changed));
        table.show(model.aliases());
        add(table);
    }

    private static void reason(Html cell, ModelAlias alias) {
        cell.add(alias.reason().isEmpty() ? MarkupParts.note("none given") : new Html("span").text(alias.reason()));
    }

    private static void remove(
            RegisteredModel model, ModelAlias alias, ModelAliases aliases, User viewer, Runnable changed) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Remove the alias " + alias.name() + "?");
        dialog.setText("Whoever uses " + model.name() + "@" + alias.name()
                + " gets an error from then on. The version stays.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Remove the alias");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            aliases.remove(model.name(), alias.name(), "", viewer);
            Toast.show("The alias is removed.");
            changed.run();
        });
        dialog.open();
    }
}
