package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.MeasuredAuc;
import oddboard.detector.Setting;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** What each detector is for, what it costs and what was measured; {@code ?id=DETECTOR} chooses it. */
@Route(DetectorsView.ROUTE)
@PageTitle("Detectors")
@PermitAll
class DetectorsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    static final String ROUTE = "detectors";

    DetectorsView() {
        addClassName("odd-page");
    }

    static String address(String detector) {
        return ROUTE + "?id=" + detector;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var all = Detectors.all();
        String wanted = Address.value(event.getLocation().getQueryParameters(), "id");
        var shown = Detectors.byId(wanted).or(() -> Detectors.byId("patches")).orElse(all.getFirst());
        var list = new Div();
        list.addClassName("odd-detector-links");
        for (var detector : all) {
            var link = new Anchor(address(detector.id()), detector.title());
            if (detector.id().equals(shown.id())) {
                link.getElement().setAttribute("aria-current", "page");
            }
            var note = new Span(detector.description());
            note.addClassName("odd-note");
            list.add(new Div(link, note));
        }
        var right = new Div(about(shown), measured(shown), settings(shown));
        right.addClassName("odd-new-run__right");
        var columns = new Div(new Panel("Detectors", list), right);
        columns.addClassName("odd-new-run");
        add(new PageHeader("Detectors", "What each is for, what it costs, and what was measured"), columns);
    }

    private static Panel about(Detector detector) {
        var panel = new Panel(
                detector.title(),
                new Paragraph(detector.description()),
                new H3("What it is for"),
                new Paragraph(detector.help().use()),
                new H3("Where it does poorly, and what helps"),
                new Paragraph(detector.help().limits()),
                new H3("What it costs"),
                new Paragraph(detector.traits().cost()),
                new H3("Its anomaly map"),
                new Paragraph(detector.traits().maps()));
        panel.setNote(detector.id());
        return panel;
    }

    private static Panel measured(Detector detector) {
        var rows = MeasuredAuc.of(detector.id());
        if (rows.isEmpty()) {
            return new Panel("Measured", new Paragraph("Nothing has been measured yet."));
        }
        var columns = new ArrayList<Column<MeasuredAuc>>();
        columns.add(Column.<MeasuredAuc>text("Data set", MeasuredAuc::dataset).styled("odd-table__wrap"));
        columns.add(Column.<MeasuredAuc>text("Settings", MeasuredAuc::settings).styled("odd-table__wrap"));
        if (rows.stream().anyMatch(row -> !row.epochs().isEmpty())) {
            columns.add(Column.text("Epochs", MeasuredAuc::epochs));
        }
        columns.add(Column.text("AUC", m -> Format.auc(m.auc())));
        var table = new MarkupTable<MeasuredAuc>("Measured", columns);
        table.show(rows);
        var panel = new Panel("Measured", table).flush();
        panel.setNote("by the authors of this program on public images, one seed; other images give other results");
        return panel;
    }

    private static Panel settings(Detector detector) {
        var table = new MarkupTable<Setting>(
                        "Settings",
                        List.of(
                                Column.<Setting>text("Setting", s -> SettingText.label(s.name()))
                                        .styled("odd-strong"),
                                Column.<Setting>text("Default", s -> SettingText.value(s.defaultValue()))
                                        .styled("odd-table__wrap")
                                        .labeled(),
                                Column.<Setting>text("What it does", Setting::help)
                                        .styled("odd-table__wrap")))
                .stacked();
        table.show(detector.settings());
        return new Panel("Settings", table).flush();
    }
}
