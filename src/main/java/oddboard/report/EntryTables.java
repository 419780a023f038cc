package oddboard.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Ties;
import oddboard.report.ReportTable.Column;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Html;

/** Entries of a board beside each other. */
final class EntryTables {
    private EntryTables() {}

    /** @param all how many the board has, of which these are the first */
    static Html metrics(List<Entry> shown, int all, Ties.Found ties) {
        boolean pixels = shown.stream().anyMatch(e -> e.metrics().pixelAuroc() != null);
        List<Column> columns = new ArrayList<>(List.of(
                Column.number("Rank"),
                Column.text("Entry"),
                Column.text("Detector"),
                Column.text("By"),
                Column.text("Made"),
                Column.number("AUC"),
                Column.number("95 % interval"),
                Column.text("Tied with"),
                Column.number("AP"),
                Column.number("Best F1")));
        if (pixels) {
            columns.addAll(
                    List.of(Column.number("Pixel AUC"), Column.number("AUPRO"), Column.number("AUPRO at 5 % FPR")));
        }
        columns.add(Column.number("Training time"));
        String caption = shown.size() == all
                ? "Entries, the best AUC first"
                : "The first " + shown.size() + " of " + Format.count(all) + " entries, the best AUC first";
        return ReportTable.of(
                caption, columns, shown.stream().map(e -> row(e, ties, pixels)).toList());
    }

    private static List<String> row(Entry entry, Ties.Found ties, boolean pixels) {
        Run.Metrics metrics = entry.metrics();
        List<String> row = new ArrayList<>(List.of(
                entry.auroc() == null ? Words.NONE : Integer.toString(entry.rank()),
                entry.name(),
                entry.detector(),
                entry.byName(),
                Words.moment(entry.createdAt()),
                Words.share(entry.auroc()),
                Words.interval(metrics.aurocLow(), metrics.aurocHigh()),
                tie(entry, ties),
                Words.share(metrics.averagePrecision()),
                Words.share(metrics.f1())));
        if (pixels) {
            row.add(Words.share(metrics.pixelAuroc()));
            row.add(Words.share(metrics.aupro()));
            row.add(Words.share(metrics.auproAtFpr5()));
        }
        row.add(entry.trainSeconds() > 0 ? Format.duration(entry.trainSeconds()) : Words.NONE);
        return row;
    }

    private static String tie(Entry entry, Ties.Found ties) {
        Ties.Leader leader = ties.leader(entry.id());
        return leader != null ? "rank " + leader.place() : ties.untested().contains(entry.id()) ? "not tested" : "";
    }

    /** A row each setting that any of the runs has, a column each run. */
    static Html settings(List<Run> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.setup().settings().keySet()));
        List<Column> columns = new ArrayList<>(List.of(Column.text("Setting")));
        runs.forEach(run -> columns.add(Column.text(run.name())));
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                row("detector", runs.stream().map(run -> run.setup().detector()).toList()));
        for (String name : names) {
            rows.add(row(
                    name,
                    runs.stream()
                            .map(run -> Objects.toString(run.setup().settings().get(name), Words.NONE))
                            .toList()));
        }
        return ReportTable.of("Settings of the best runs", columns, rows);
    }

    private static List<String> row(String name, List<String> values) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(values);
        return row;
    }
}
