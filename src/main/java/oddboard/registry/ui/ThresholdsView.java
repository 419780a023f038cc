package oddboard.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.StateTag.Tone;

/** The thresholds of a model's version, and a new one. */
@Route("models/:name/thresholds")
@PermitAll
class ThresholdsView extends ModelPage {
    private static final long serialVersionUID = 1L;
    private final transient Thresholds thresholds;

    ThresholdsView(ModelPages pages, Thresholds thresholds) {
        super(pages, ModelRoutes::thresholds);
        this.thresholds = thresholds;
    }

    @Override
    protected void show(RegisteredModel model, QueryParameters query, User viewer) {
        ModelVersion version = version(model, query);
        if (model.versions().size() > 1) {
            add(choice(model, version));
        }
        List<Threshold> all = thresholds.list(version);
        if (pages.mayChange(model)) {
            add(new NewThresholdPanel(version, thresholds, viewer, this::reload));
        }
        var panel = new Panel("Thresholds of version " + version.version()).flush();
        panel.setNote("newest first; none ever changes");
        if (all.isEmpty()) {
            panel.setNote("none yet");
        } else {
            panel.add(table(model, all));
        }
        add(panel);
    }

    private static Div choice(RegisteredModel model, ModelVersion version) {
        var select = new Select<ModelVersion>();
        select.setAriaLabel("Version");
        select.setItems(model.versions());
        select.setItemLabelGenerator(v -> "Version " + v.version());
        select.setValue(version);
        select.addValueChangeListener(e -> e.getSource()
                .getUI()
                .ifPresent(ui -> ui.navigate(
                        ModelRoutes.thresholds(model.name()),
                        QueryParameters.of(
                                "version", Integer.toString(e.getValue().version())))));
        return new Div(select);
    }

    private static MarkupTable<Threshold> table(RegisteredModel model, List<Threshold> all) {
        var table = new MarkupTable<Threshold>(
                        "Thresholds, newest first",
                        threshold -> threshold.id().toString(),
                        List.of(
                                Column.<Threshold>of(
                                                "Threshold",
                                                (cell, t) -> cell.add("span", "odd-strong", Format.number(t.value())))
                                        .num(),
                                Column.<Threshold>of("Method", (cell, t) -> method(cell, t, model))
                                        .styled("odd-table__wrap"),
                                Column.<Threshold>of("Calibrated on", ThresholdsView::calibration)
                                        .styled("odd-table__wrap")
                                        .labeled(),
                                Column.<Threshold>of("Expected false alarms", ThresholdsView::expected)
                                        .num()
                                        .labeled(),
                                Column.<Threshold>number(
                                                "Look from", t -> t.look() == null ? "–" : Format.number(t.look()))
                                        .labeled(),
                                Column.<Threshold>number("Scale", t -> Format.number(t.scale()))
                                        .labeled(),
                                Column.<Threshold>number("Made", t -> t.byName() + ", " + Format.ago(t.createdAt()))
                                        .labeled()))
                .styled("odd-threshold-list")
                .stacked();
        table.show(all);
        return table;
    }

    private static void method(Html cell, Threshold threshold, RegisteredModel model) {
        cell.text(ModelThresholdText.method(threshold.method(), threshold.parameters()) + " ");
        for (ModelAlias alias : model.aliases()) {
            if (threshold.id().equals(alias.threshold())) {
                cell.add(VersionMarkup.tag(alias)).text(" ");
            }
        }
    }

    private static void calibration(Html cell, Threshold threshold) {
        Threshold.Calibration on = threshold.calibration();
        if (on == null) {
            cell.add(MarkupParts.note("nothing"));
            return;
        }
        cell.text(Format.count(on.n()) + " " + on.split().title() + " ");
        if (on.split().optimistic()) {
            cell.add(MarkupParts.tag("optimistic", Tone.WARN));
        }
    }

    private static void expected(Html cell, Threshold threshold) {
        Threshold.Calibration on = threshold.calibration();
        if (on == null) {
            cell.text("–");
            return;
        }
        cell.add("span", "odd-strong", ModelThresholdText.percent(on.rate()))
                .add(
                        "span",
                        "odd-ci",
                        ModelThresholdText.percent(on.low()) + " – " + ModelThresholdText.percent(on.high()));
    }
}
