package oddboard.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.metric.DeLong;
import oddboard.metric.Roc;
import oddboard.report.ReportTable.Column;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.springframework.stereotype.Service;

/** Reports of boards: who is best, by how much, and how sure that is. */
@Service
public class BoardReports {
    /** Entries of one table; a longer board is a CSV file's matter. */
    static final int ROWS = 200;

    /** Entries of a comparison. */
    static final int COMPARED = 8;

    private static final int DRAWN = CurveSvg.MOST;
    private static final int POINTS = 300;

    private final Leaderboards leaderboards;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Runs runs;
    private final KindPictures pictures;
    private final QuotedComments comments;

    BoardReports(
            Leaderboards leaderboards,
            Datasets datasets,
            LabelSets labelSets,
            Runs runs,
            KindPictures pictures,
            QuotedComments comments) {
        this.leaderboards = leaderboards;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.runs = runs;
        this.pictures = pictures;
        this.comments = comments;
    }

    /**
     * One HTML file of the board as it is now, by labels that the viewer may know; of the same data always the same bytes.
     *
     * @param only entries that it compares, at most {@value #COMPARED}; none = the whole board
     * @throws NotFoundException where the version isn't there for this viewer, or has no such label set
     * @throws InputException where one of the entries isn't on the board, or they are too many
     */
    public String html(VersionId id, List<EntryId> only, ReportRequest request, User viewer) {
        Leaderboard board = chosen(leaderboards.of(id, request.labelSet(), request.part(), viewer), only);
        Dataset dataset = datasets.findByVersion(id, viewer).orElseThrow();
        DatasetVersion version = datasets.findVersion(id, viewer).orElseThrow();
        Labels labels = labelSets.evaluating(id, request.labelSet(), request.part(), viewer);
        LabelSet set = labelSets.require(id, labels.number());
        ReportDocument report = new ReportDocument(
                only.isEmpty() ? "Leaderboard" : "Comparison",
                dataset.name() + ", version " + version.number(),
                Format.count(board.entries().size())
                        + (board.entries().size() == 1 ? " entry" : " entries")
                        + newest(board));
        String address = "datasets/" + dataset.id();
        comments.add(report, address, new ReportRequest(0, null, request.decision(), List.of()), viewer);
        report.section("Images and labels", DataFacts.of(dataset, version, set, labels));
        if (board.entries().isEmpty()) {
            report.section("Entries", ReportDocument.words("There are none yet."));
        } else {
            entries(report, id, board, viewer);
            if (board.isRanked()) {
                report.section("Curves", curves(best(board), labels));
                if (!only.isEmpty()) {
                    report.section("Pairs", pairs(board, labels));
                }
            }
            settings(report, board, viewer);
            images(report, board, version, labels, viewer);
        }
        comments.add(report, address, new ReportRequest(0, null, null, request.comments()), viewer);
        return report.html(new ReportSubject.OfBoard(id, only).address(request.with(labels)));
    }

    /** Ranks stay those of the whole board, but rank 1 is the best of the chosen ones. */
    private static Leaderboard chosen(Leaderboard board, List<EntryId> only) {
        if (only.isEmpty()) {
            return board;
        }
        List<Entry> entries =
                board.entries().stream().filter(e -> only.contains(e.id())).toList();
        if (only.size() > COMPARED || entries.size() < only.stream().distinct().count()) {
            throw new InputException(
                    "PARAMETER_INVALID",
                    "",
                    "entries",
                    "\"entries\" names at most " + COMPARED + " entries, all of them on this board.");
        }
        return new Leaderboard(entries, board.part(), board.publicRanks());
    }

    private Html pairs(Leaderboard board, Labels labels) {
        List<Entry> entries = board.entries();
        Map<EntryId, double[]> scores = scores(entries);
        boolean[] anomalous = labels.evaluating().anomalous();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                double[] one = scores.get(entries.get(i).id());
                double[] other = scores.get(entries.get(j).id());
                if (one != null && other != null) {
                    DeLong.Comparison test = DeLong.compare(labels.evaluated(one), labels.evaluated(other), anomalous);
                    rows.add(List.of(
                            entries.get(i).name(),
                            entries.get(j).name(),
                            Format.share(test.difference()),
                            Format.share(test.p())));
                }
            }
        }
        return ReportTable.of(
                "DeLong's test of each pair, two-sided, not corrected for several comparisons",
                List.of(Column.text("Entry"), Column.text("Against"), Column.number("AUC more by"), Column.number("p")),
                rows);
    }

    private static String newest(Leaderboard board) {
        return board.entries().stream()
                .map(Entry::createdAt)
                .max(Comparator.naturalOrder())
                .map(at -> ", the newest of " + Words.moment(at))
                .orElse("");
    }

    private static List<Entry> best(Leaderboard board) {
        return board.entries().stream()
                .filter(entry -> entry.auroc() != null)
                .limit(DRAWN)
                .toList();
    }

    private void entries(ReportDocument report, VersionId id, Leaderboard board, User viewer) {
        List<Entry> shown = board.entries().stream().limit(ROWS).toList();
        report.section(
                "Entries",
                EntryTables.metrics(shown, board.entries().size(), leaderboards.ties(id, board, shown, viewer)),
                ReportDocument.words(
                        "Tied: not significantly different from that entry, as DeLong's test of their AUCs on the"
                                + " same images gives p of 0.05 or more. Each entry is tested against the best entry, then against the"
                                + " best one that is not tied with it, and so on. Intervals are DeLong's."),
                ReportDocument.words(leaderboards
                        .resolution(id, board, viewer)
                        .map(found -> found.sentence() + " " + found.basis())
                        .orElse("")
                        .strip()));
    }

    private Html curves(List<Entry> best, Labels labels) {
        Map<EntryId, double[]> scores = scores(best);
        boolean[] anomalous = labels.evaluating().anomalous();
        List<CurveSvg.Line> lines = new ArrayList<>();
        for (Entry entry : best) {
            double[] all = scores.get(entry.id());
            if (all != null) {
                Roc roc = Roc.of(labels.evaluated(all), anomalous).thinned(POINTS);
                lines.add(new CurveSvg.Line(entry.name(), "AUC " + Words.share(entry.auroc()), roc.fpr(), roc.tpr()));
            }
        }
        return CurveSvg.of("ROC of the best entries", "false positive rate", "true positive rate", lines, true);
    }

    private Map<EntryId, double[]> scores(Collection<Entry> entries) {
        return leaderboards.scores(entries.stream().map(Entry::id).toList());
    }

    private void settings(ReportDocument report, Leaderboard board, User viewer) {
        Map<EntryId, Run> byId =
                runs
                        .list(
                                best(board).stream()
                                        .flatMap(e -> e.id().run().stream())
                                        .toList(),
                                viewer)
                        .stream()
                        .collect(Collectors.toMap(run -> EntryId.of(run.id()), run -> run));
        List<Run> known = best(board).stream()
                .map(entry -> byId.get(entry.id()))
                .filter(Objects::nonNull)
                .toList();
        if (!known.isEmpty()) {
            report.section("Settings", EntryTables.settings(known));
        }
    }

    /** Of the best run: what is best about the board, and where even that fails. */
    private void images(ReportDocument report, Leaderboard board, DatasetVersion version, Labels labels, User viewer) {
        best(board).stream()
                .filter(entry -> !entry.id().submission())
                .findFirst()
                .ifPresent(entry -> {
                    double[] scores = scores(List.of(entry)).get(entry.id());
                    Run run = entry.id()
                            .run()
                            .flatMap(id -> runs.find(id, viewer))
                            .orElse(null);
                    if (scores != null && run != null) {
                        report.section(
                                "Images",
                                Stream.concat(
                                                Stream.of(ReportDocument.words(
                                                        "Scores and maps by " + entry.name() + ", the best run.")),
                                                pictures
                                                        .of(run, version, scores, Kinds.of(scores, labels), viewer)
                                                        .stream())
                                        .toArray(Html[]::new));
                    }
                });
    }
}
