package oddboard.leaderboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.Consensus;

/** How far entries of a board agree with those of other detectors. What was found is remembered: scores never change. */
final class Agreements {
    private static final int REMEMBERED = 50;
    /** Scores in memory at once. */
    private static final int CONCURRENCY = 2_000_000;
    /** Scores read for one board: some seconds. The newest entries are compared. */
    static final int MAX_SCORES = 10_000_000;

    private final Function<Collection<EntryId>, Map<EntryId, double[]>> scores;
    private final Map<Set<EntryId>, Map<EntryId, Double>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<EntryId>, Map<EntryId, Double>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Agreements(Function<Collection<EntryId>, Map<EntryId, double[]>> scores) {
        this.scores = scores;
    }

    /**
     * By entry; those that have none are left out.
     *
     * @param images of the test split
     */
    Map<EntryId, Double> of(List<Entry> entries, int images) {
        Set<EntryId> key = entries.stream().map(Entry::id).collect(Collectors.toSet());
        synchronized (known) {
            Map<EntryId, Double> before = known.get(key);
            if (before != null) {
                return before;
            }
        }
        Map<EntryId, Double> found = compare(entries, images);
        synchronized (known) {
            known.put(key, found);
        }
        return found;
    }

    private Map<EntryId, Double> compare(List<Entry> entries, int images) {
        Map<EntryId, String> kinds = new LinkedHashMap<>();
        entries.stream()
                .sorted(Comparator.comparing(Entry::createdAt).reversed())
                .limit(Math.max(1, MAX_SCORES / Math.max(1, images)))
                .forEach(e -> kinds.put(e.id(), kind(e)));
        if (kinds.values().stream().distinct().count() <= Consensus.MIN_OTHERS) {
            return Map.of();
        }
        Consensus consensus = new Consensus();
        each(kinds.keySet(), images, one -> consensus.add(kinds.getOrDefault(one.getKey(), ""), one.getValue()));
        Map<EntryId, Double> found = new HashMap<>();
        each(kinds.keySet(), images, one -> {
            double agreement = consensus.agreement(kinds.getOrDefault(one.getKey(), ""), one.getValue());
            if (Double.isFinite(agreement)) {
                found.put(one.getKey(), agreement);
            }
        });
        return Map.copyOf(found);
    }

    private void each(Set<EntryId> ids, int images, Consumer<Map.Entry<EntryId, double[]>> use) {
        List<EntryId> all = List.copyOf(ids);
        int many = Math.max(1, CONCURRENCY / Math.max(1, images));
        for (int from = 0; from < all.size(); from += many) {
            scores.apply(all.subList(from, Math.min(all.size(), from + many))).entrySet().stream()
                    .filter(one -> one.getValue().length == images)
                    .forEach(use);
        }
    }

    /** A detector's runs share its errors, as one person's submissions may. */
    private static String kind(Entry entry) {
        return entry.id().submission() ? "submissions of " + entry.by() : entry.detector();
    }
}
