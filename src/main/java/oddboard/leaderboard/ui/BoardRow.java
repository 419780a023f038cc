package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import oddboard.dataset.Baseline;
import oddboard.leaderboard.Contender;
import oddboard.leaderboard.Leaderboard.Entry;
import org.jspecify.annotations.Nullable;

/** A row of the board: an entry, several that differ in their seed alone, or the line of a baseline among them. */
sealed interface BoardRow {
    record Placed(Entry entry) implements BoardRow {}

    /** @param reached entries of the board that are at least as good */
    record Line(Baseline baseline, int reached) implements BoardRow {}

    /**
     * Runs of one detector with the same settings but for the seed.
     *
     * @param place 1-based, by the mean AUC
     * @param entries best first
     */
    record Seeds(int place, List<Entry> entries) implements BoardRow {
        Entry best() {
            return entries.getFirst();
        }

        /** Null where none has the metric. */
        @Nullable Double mean(BoardColumn column) {
            var metrics = metrics(column);
            return metrics.isEmpty()
                    ? null
                    : metrics.stream().mapToDouble(d -> d).average().orElseThrow();
        }

        /** Standard deviation over the seeds (n - 1); null for fewer than two. */
        @Nullable Double spread(BoardColumn column) {
            var metrics = metrics(column);
            Double mean = mean(column);
            if (metrics.size() < 2 || mean == null) {
                return null;
            }
            double squares =
                    metrics.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
            return Math.sqrt(squares / (metrics.size() - 1));
        }

        private List<Double> metrics(BoardColumn column) {
            return entries.stream().map(column::number).filter(Objects::nonNull).toList();
        }
    }

    /** Its entry, the best one of several; a line has none. */
    static Entry entry(BoardRow row) {
        return switch (row) {
            case Placed placed -> placed.entry();
            case Seeds seeds -> seeds.best();
            case Line line ->
                throw new IllegalArgumentException("the line " + line.baseline().name() + " is not an entry");
        };
    }

    /** Entries in their order, each baseline below the last that is at least as good. */
    static List<BoardRow> of(List<Entry> entries, List<Baseline> baselines) {
        var waiting = new ArrayList<>(baselines);
        waiting.sort(Comparator.comparingDouble(Baseline::auroc).reversed());
        var rows = new ArrayList<BoardRow>();
        int above = 0;
        for (Entry entry : entries) {
            while (!waiting.isEmpty() && waiting.getFirst().auroc() > auc(entry)) {
                rows.add(new Line(waiting.removeFirst(), above));
            }
            rows.add(new Placed(entry));
            above += entry.auroc() == null ? 0 : 1;
        }
        int all = above;
        waiting.forEach(b -> rows.add(new Line(b, all)));
        return rows;
    }

    /** Another order than that of AUCs has no place for baselines. */
    static List<BoardRow> of(List<Entry> entries) {
        return entries.stream().<BoardRow>map(Placed::new).toList();
    }

    /** By mean AUC, best first; those without one last. */
    static List<BoardRow> seeds(List<Entry> entries) {
        var groups = new LinkedHashMap<String, List<Entry>>();
        entries.forEach(e -> groups.computeIfAbsent(
                        e.recipe().isEmpty() ? e.id().toString() : e.recipe(), r -> new ArrayList<>())
                .add(e));
        var sorted = groups.values().stream()
                .map(g -> new Seeds(0, g))
                .sorted(Comparator.comparing(
                        g -> g.mean(BoardColumn.AUC), Comparator.nullsLast(Comparator.<Double>reverseOrder())))
                .toList();
        var rows = new ArrayList<BoardRow>();
        for (Seeds group : sorted) {
            rows.add(new Seeds(rows.size() + 1, group.entries));
        }
        return rows;
    }

    /** Those of the rows, without baselines. */
    static List<Entry> entries(List<BoardRow> rows) {
        return rows.stream()
                .filter(row -> !(row instanceof Line))
                .map(BoardRow::entry)
                .toList();
    }

    /** Groups that differ in their seed, as they are tested against each other. */
    static List<Contender> contenders(List<BoardRow> rows) {
        return rows.stream()
                .flatMap(row -> row instanceof Seeds seeds
                        ? Stream.of(new Contender(seeds.place(), seeds.entries()))
                        : Stream.empty())
                .toList();
    }

    private static double auc(Entry entry) {
        Double auc = entry.auroc();
        return auc == null ? Double.NEGATIVE_INFINITY : auc;
    }
}
