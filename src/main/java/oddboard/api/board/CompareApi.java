package oddboard.api.board;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSets;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Ties;
import oddboard.metric.DeLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Entries of one board against each other. */
@Tag(name = "Leaderboards")
@RestController
@RequestMapping("/api/v1/versions/{id}")
class CompareApi {
    private static final int MAX = 50;

    private final Leaderboards leaderboards;
    private final LabelSets labelSets;
    private final Users users;

    CompareApi(Leaderboards leaderboards, LabelSets labelSets, Users users) {
        this.leaderboards = leaderboards;
        this.labelSets = labelSets;
        this.users = users;
    }

    /** DeLong's test of two entries; {@code difference} is the AUC of {@code a} minus that of {@code b}. */
    record PairResponse(
            String a, String b, double difference, @Nullable Double standardError, double z, double p) {
        static PairResponse of(Leaderboard.Entry a, Leaderboard.Entry b, DeLong.Comparison test) {
            double error = test.standardError();
            return new PairResponse(
                    a.id().toString(),
                    b.id().toString(),
                    test.difference(),
                    Double.isNaN(error) ? null : error,
                    test.z(),
                    test.p());
        }
    }

    /** No pairs where the test split has one class alone. */
    record ComparisonResponse(int labelSet, List<EntryResponse> entries, List<PairResponse> pairs) {}

    record DisagreementResponse(
            int place,
            int index,
            String file,
            @Nullable Integer label,
            String type,
            double scoreX,
            double scoreY,
            int rankX,
            int rankY) {}

    @Operation(
            summary = "Compare entries of a board",
            description = "Metrics of each, and DeLong's test of every pair: two-sided p, not corrected for several "
                    + "comparisons.")
    @GetMapping("/compare")
    ComparisonResponse compare(
            @PathVariable long id,
            @RequestParam List<String> entries,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        VersionId version = new VersionId(id);
        if (entries.size() < 2 || entries.size() > MAX) {
            throw new InputException(
                    "PARAMETER_INVALID",
                    "",
                    "entries",
                    "\"entries\" names 2 to " + MAX + " entries of the board, not " + entries.size() + ".");
        }
        User viewer = users.require();
        Leaderboard board = leaderboards.of(version, labelSet, Fields.part(part), viewer);
        List<Leaderboard.Entry> compared = entries.stream()
                .distinct()
                .map(text -> entry(board, "entries", text))
                .toList();
        Labels labels = labelSets.evaluating(version, labelSet, Fields.part(part), viewer);
        boolean[] anomalous = labels.evaluating().anomalous();
        List<double[]> scores =
                scores(compared.stream().map(Leaderboard.Entry::id).toList());
        List<PairResponse> pairs = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            for (int j = i + 1; j < compared.size(); j++) {
                Leaderboard.Entry a = compared.get(i);
                Leaderboard.Entry b = compared.get(j);
                if (a.auroc() != null && b.auroc() != null) {
                    DeLong.Comparison test =
                            DeLong.compare(labels.evaluated(scores.get(i)), labels.evaluated(scores.get(j)), anomalous);
                    pairs.add(PairResponse.of(a, b, test));
                }
            }
        }
        Ties.Found ties = leaderboards.ties(version, board, compared, viewer);
        return new ComparisonResponse(
                labels.number(),
                compared.stream().map(e -> EntryResponse.of(e, board, ties)).toList(),
                pairs);
    }

    @Operation(
            summary = "Images on which two entries disagree",
            description = "Those first whose ranks differ most; rank 1 is the most anomalous.")
    @GetMapping("/disagreements")
    Page<DisagreementResponse> disagreements(
            @PathVariable long id,
            @RequestParam String x,
            @RequestParam String y,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        VersionId version = new VersionId(id);
        User viewer = users.require();
        Leaderboard board = leaderboards.of(version, labelSet, viewer);
        EntryId across = entry(board, "x", x).id();
        EntryId up = entry(board, "y", y).id();
        List<double[]> scores = scores(List.of(across, up));
        double[] scoreX = scores.get(0);
        double[] scoreY = scores.get(1);
        int[] rankX = ranks(scoreX);
        int[] rankY = ranks(scoreY);
        Labels labels = labelSets.labels(version, labelSet, viewer);
        String[] names = labelSets.imageNames(version, viewer);
        int first = names.length - scoreX.length;
        int[] order = IntStream.range(0, scoreX.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -Math.abs(rankX[i] - rankY[i]))
                        .thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        return Cursor.of(limit, cursor)
                .ascending(IntStream.range(0, order.length).boxed().toList(), place -> place, place -> {
                    int i = order[place];
                    return new DisagreementResponse(
                            place + 1,
                            i,
                            names[first + i],
                            label(labels, i),
                            labels.type()[i],
                            scoreX[i],
                            scoreY[i],
                            rankX[i],
                            rankY[i]);
                });
    }

    /** In the order of the entries. */
    private List<double[]> scores(List<EntryId> entries) {
        Map<EntryId, double[]> found = leaderboards.scores(entries);
        List<double[]> scores = new ArrayList<>();
        for (EntryId entry : entries) {
            double[] one = found.get(entry);
            if (one == null) {
                throw new NotFoundException("The entry " + entry + " was deleted just now.");
            }
            scores.add(one);
        }
        return scores;
    }

    private static @Nullable Integer label(Labels labels, int image) {
        return !labels.knows(image) ? null : labels.anomalous()[image] ? 1 : 0;
    }

    /** 1 = the most anomalous; equal scores in the images' order. */
    private static int[] ranks(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] ranks = new int[scores.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[order[i]] = i + 1;
        }
        return ranks;
    }

    private static Leaderboard.Entry entry(Leaderboard board, String parameter, String text) {
        return EntryId.parse(text.strip())
                .flatMap(wanted -> board.entries().stream()
                        .filter(e -> e.id().equals(wanted))
                        .findFirst())
                .orElseThrow(() -> new InputException(
                        "ENTRY_UNKNOWN",
                        "",
                        parameter,
                        "There is no \"" + text
                                + "\" on this leaderboard; write 12 for run 12 and s3 for submission 3."));
    }
}
