package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.metric.RankComparison;
import oddboard.run.RunId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Detectors over all data sets that a person sees. */
@Service
public class CrossBoards {
    /** By the newest label set, and the part of the labels that counts: no score is read. */
    private static final String BEST = """
            select distinct on (r.version_id, r.detector) r.version_id, r.detector, r.id, g.auroc,
                   count(*) over (partition by r.version_id, r.detector) as runs
            from run r
            join counted_part p on p.version_id = r.version_id
            join lateral (select id from label_set where version_id = r.version_id order by number desc limit 1) l on true
            join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
            where r.version_id = any(:versions) and g.auroc is not null
            order by r.version_id, r.detector, g.auroc desc, r.id""";

    private final Datasets datasets;
    private final JdbcClient jdbc;

    CrossBoards(Datasets datasets, JdbcClient jdbc) {
        this.datasets = datasets;
        this.jdbc = jdbc;
    }

    /**
     * A detector's best run on a data set.
     *
     * @param runs how many it is the best of
     */
    public record Best(RunId run, double auroc, int runs) {}

    /**
     * The newest version of a data set.
     *
     * @param best by detector; those that have no AUC there are missing
     */
    public record Row(Dataset dataset, Map<String, Best> best) {
        private boolean hasAll(List<String> detectors) {
            return best.keySet().containsAll(detectors);
        }
    }

    /**
     * What was asked for.
     *
     * @param known all detectors that have an AUC anywhere, by name, each with on how many data sets
     * @param detectors those that are compared, best mean rank first; in the order of names where nothing can be ranked
     * @param rows data sets on which any of them has an AUC, by name
     * @param ranked how many of these have an AUC of each: the ones that ranks and tests use
     * @param comparison of {@code detectors}, in their order
     */
    public record CrossBoard(
            Map<String, Integer> known, List<String> detectors, List<Row> rows, int ranked, RankComparison comparison) {
        /** Whether the ranks use it. */
        public boolean isRanked(Row row) {
            return row.hasAll(detectors);
        }
    }

    /** @param wanted detectors; empty = those that have an AUC on at least half as many data sets as the one that has most */
    public CrossBoard of(List<String> wanted, User viewer) {
        List<Row> all = rows(viewer);
        Map<String, Integer> known = new TreeMap<>();
        all.forEach(row -> row.best().keySet().forEach(detector -> known.merge(detector, 1, Integer::sum)));
        int most = known.values().stream().mapToInt(n -> n).max().orElse(0);
        List<String> chosen = known.keySet().stream()
                .filter(d -> wanted.isEmpty() ? 2 * Objects.requireNonNull(known.get(d)) >= most : wanted.contains(d))
                .toList();
        List<Row> rows = all.stream()
                .filter(row -> chosen.stream().anyMatch(row.best()::containsKey))
                .toList();
        List<Row> ranked = rows.stream().filter(row -> row.hasAll(chosen)).toList();
        List<String> ordered = new ArrayList<>();
        for (int place : comparison(chosen, ranked).order()) {
            ordered.add(chosen.get(place));
        }
        return new CrossBoard(known, ordered, rows, ranked.size(), comparison(ordered, ranked));
    }

    private static RankComparison comparison(List<String> detectors, List<Row> rows) {
        return RankComparison.of(detectors.stream()
                .map(detector -> rows.stream()
                        .mapToDouble(row ->
                                Objects.requireNonNull(row.best().get(detector)).auroc())
                        .toArray())
                .toArray(double[][]::new));
    }

    private List<Row> rows(User viewer) {
        Map<VersionId, Row> rows = new LinkedHashMap<>();
        datasets.list(viewer).stream()
                .sorted(Comparator.comparing(Dataset::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(dataset -> dataset.ready()
                        .ifPresent(version -> rows.put(version.id(), new Row(dataset, new LinkedHashMap<>()))));
        jdbc.sql(BEST)
                .param("versions", rows.keySet().stream().map(VersionId::value).toArray(Long[]::new))
                .query(rs -> {
                    Objects.requireNonNull(rows.get(new VersionId(rs.getLong("version_id"))))
                            .best()
                            .put(
                                    rs.getString("detector"),
                                    new Best(new RunId(rs.getLong("id")), rs.getDouble("auroc"), rs.getInt("runs")));
                });
        return rows.values().stream().filter(row -> !row.best().isEmpty()).toList();
    }
}
