package oddboard.ingest.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.dataset.ImportReport.Rejected;
import oddboard.dataset.ImportReport.TraitAuc;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;

/**
 * What an import found: images by split and type, copies, notes, and every file that was not taken, with the reason.
 */
final class ReportPanel extends Div {
    private static final long serialVersionUID = 1L;

    ReportPanel(DatasetVersion version) {
        addClassName("odd-report");
        var report = version.report();
        if (version.state() == DatasetVersion.State.READY) {
            add(numbers(version));
        }
        if (!report.allNotes().isEmpty()) {
            var notes = new UnorderedList();
            report.allNotes().forEach(note -> notes.add(new ListItem(note)));
            add(new H3("Notes"), notes);
        }
        var leaks = report.leaks();
        if (leaks != null && version.state() == DatasetVersion.State.READY) {
            add(
                    new H3("Near duplicates and overlapping crops: training image, test image"),
                    new LeakPairs(version, leaks));
        }
        if (!report.rejected().isEmpty()) {
            add(new H3(Format.count(report.rejected().size()) + " not taken"), rejected(report));
        }
    }

    static boolean isWorthShowing(DatasetVersion version) {
        var report = version.report();
        return version.state() == DatasetVersion.State.READY
                || !report.allNotes().isEmpty()
                || !report.rejected().isEmpty();
    }

    private static Div numbers(DatasetVersion version) {
        var numbers = new Div();
        numbers.addClassName("odd-report__metrics");
        numbers.add(number("training images", version.trainCount()), number("test images", version.testCount()));
        version.report().types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        (a, b) -> a.equals("good") ? -1 : b.equals("good") ? 1 : a.compareTo(b)))
                .forEach(type -> numbers.add(number(words(type.getKey()), type.getValue())));
        int within = version.report().duplicatesWithin();
        int across = version.report().duplicatesAcross();
        numbers.add(number(within == 1 ? "copy within a split" : "copies within a split", within));
        var leak = number(
                across == 1 ? "test image that is also a training image" : "test images that are also training images",
                across);
        leak.setClassName("odd-report__metric--leak", across > 0);
        numbers.add(leak);
        var leaks = version.report().leaks();
        if (leaks != null) {
            var near = number(
                    leaks.testImages() == 1
                            ? "test image that is a near duplicate of a training image"
                            : "test images that are near duplicates of training images",
                    leaks.testImages());
            near.setClassName("odd-report__metric--leak", leaks.matter(version.testCount()));
            numbers.add(near);
        }
        version.report().traits().forEach(trait -> numbers.add(trait(trait)));
        return numbers;
    }

    private static Div trait(TraitAuc trait) {
        var item = number(
                "AUC of the " + trait.trait().words() + " alone"
                        + (trait.type().isEmpty() ? "" : ", type " + trait.type()),
                Format.auc(trait.auc()));
        item.setClassName("odd-report__metric--leak", trait.warns());
        return item;
    }

    private static String words(String type) {
        return type.equals("good") ? "test, normal" : type.isBlank() ? "test, of no named type" : "test, " + type;
    }

    private static Div number(String name, int count) {
        return number(name, Format.count(count));
    }

    private static Div number(String name, String value) {
        var number = new Span(value);
        number.addClassName("odd-report__number");
        var item = new Div(number, new Span(name));
        item.addClassName("odd-report__metric");
        return item;
    }

    private static MarkupTable<Rejected> rejected(ImportReport report) {
        var table = new MarkupTable<Rejected>(
                        "Files that were not taken",
                        List.of(
                                Column.<Rejected>text("File", Rejected::file).styled("odd-table__wrap"),
                                Column.<Rejected>text("Entry", Rejected::entry).styled("odd-table__wrap"),
                                Column.<Rejected>text("Why", Rejected::detail).styled("odd-table__wrap")))
                .styled("odd-report__rejected")
                .stacked();
        table.show(report.rejected());
        return table;
    }
}
