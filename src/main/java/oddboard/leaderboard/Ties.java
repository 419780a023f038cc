package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.metric.DeLong;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are not significantly different. From the best downwards each is tested against those that lead a group; it is tied with the
 * first from which it is not significantly different, or else leads the next group. So each tie is one test that can be looked up; two that are
 * tied with the same leader may differ from each other, and ones of neighboring groups may not: "not significantly different" is not transitive.
 *
 * <p>What was found is remembered: scores and a label set never change.
 */
public final class Ties {
    private static final double SIGNIFICANT = 0.05;
    private static final int REMEMBERED = 100_000;
    /** Scores in memory at once. */
    private static final int CONCURRENCY = 2_000_000;
    /** Scores read for one answer: some seconds. */
    static final int MAX_SCORES = 20_000_000;
    /** Scores read for what somebody looks at: a second. */
    static final int MAX_SCORES_OF_PAGE = 4_000_000;

    private final Function<Collection<EntryId>, Map<EntryId, double[]>> scores;
    private final Map<Pair, Boolean> known = newest(REMEMBERED);

    private record Pair(List<EntryId> leader, List<EntryId> other, int labelSet, LabelPart part) {}

    /**
     * @param tied with which leader's place; never a leader itself
     * @param leaders those with whom others are tied
     * @param untested those of which nothing is known: their scores are missing, or there was no time left for them
     */
    public record Found(Map<EntryId, Leader> tied, Set<EntryId> leaders, Set<EntryId> untested) {
        public static final Found NOTHING = new Found(Map.of(), Set.of(), Set.of());

        /** Of those with which any is tied. */
        public @Nullable Leader leader(EntryId entry) {
            return tied.get(entry);
        }

        /** Whether it shares its place with any other, from above or from below. */
        public boolean isTied(EntryId entry) {
            return tied.containsKey(entry) || leaders.contains(entry);
        }

        /** Null where it was not tested. */
        public @Nullable Boolean isTiedWith(EntryId best, EntryId entry) {
            Leader leader = tied.get(entry);
            return untested.contains(entry)
                    ? null
                    : leader != null && leader.id().equals(best);
        }
    }

    /** @param place as it is shown */
    public record Leader(EntryId id, int place) {}

    Ties(Function<Collection<EntryId>, Map<EntryId, double[]>> scores) {
        this.scores = scores;
    }

    /**
     * @param ranked from the best on, as far as ties are asked for; those without an AUC are neither tied nor untested
     * @param mostScores that are read, but for those of leaders
     */
    Found among(List<Contender> ranked, Labels labels, int mostScores) {
        return new Search(ranked, labels, mostScores).found();
    }

    private @Nullable Boolean known(Pair pair) {
        synchronized (known) {
            return known.get(pair);
        }
    }

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Of one answer. */
    private final class Search {
        private final List<Contender> ranked;
        private final Labels labels;
        private final boolean[] anomalous;
        private final int images;
        private final int many;
        private final List<Contender> leaders = new ArrayList<>();
        private final Map<EntryId, Optional<DeLong.Against>> models;
        private Map<EntryId, double[]> window = Map.of();
        private long left;

        Search(List<Contender> ranked, Labels labels, int mostScores) {
            left = mostScores;
            this.ranked = ranked;
            this.labels = labels;
            anomalous = labels.evaluating().anomalous();
            images = Math.max(1, labels.anomalous().length);
            many = Math.max(2, CONCURRENCY / images);
            models = newest(many);
        }

        Found found() {
            Map<EntryId, Leader> tied = new HashMap<>();
            Set<EntryId> untested = new HashSet<>();
            for (int i = 0; i < ranked.size(); i++) {
                Contender one = ranked.get(i);
                if (!one.isRanked()) {
                    continue;
                }
                Boolean same = false;
                for (Contender leader : leaders) {
                    same = leader.isClearlyBetterThan(one) ? Boolean.FALSE : same(leader, one, i);
                    if (same == null) {
                        untested.add(one.id());
                        break;
                    }
                    if (same) {
                        tied.put(one.id(), new Leader(leader.id(), leader.place()));
                        break;
                    }
                }
                if (same != null && !same) {
                    leaders.add(one);
                }
            }
            Set<EntryId> with = new HashSet<>();
            tied.values().forEach(leader -> with.add(leader.id()));
            return new Found(Map.copyOf(tied), Set.copyOf(with), Set.copyOf(untested));
        }

        /** Null where it can't be tested. */
        private @Nullable Boolean same(Contender leader, Contender one, int place) {
            Pair pair = pair(leader, one);
            Boolean before = known(pair);
            if (before != null) {
                return before;
            }
            if (!window.keySet().containsAll(one.members()) && !read(place)) {
                return null;
            }
            Optional<DeLong.Against> first = model(leader);
            Optional<DeLong.Against> other = model(one);
            if (first.isEmpty() || other.isEmpty()) {
                return null;
            }
            boolean same = first.get().compare(other.get()).p() >= SIGNIFICANT;
            synchronized (known) {
                known.put(pair, same);
            }
            return same;
        }

        /** The scores of this one and of those below it that will be tested too. False where there is no time left for any. */
        private boolean read(int place) {
            Set<EntryId> ids = new LinkedHashSet<>();
            long most = Math.min(many, left / images);
            for (int i = place; i < ranked.size() && ids.size() < most; i++) {
                Contender one = ranked.get(i);
                if (one.isRanked() && isInDoubt(one)) {
                    ids.addAll(one.members());
                }
            }
            left -= (long) ids.size() * images;
            window = ids.isEmpty() ? Map.of() : scores.apply(ids);
            return !ids.isEmpty();
        }

        private boolean isInDoubt(Contender one) {
            return leaders.stream()
                    .anyMatch(leader -> !leader.isClearlyBetterThan(one) && known(pair(leader, one)) == null);
        }

        /** Empty where the scores of any are missing. */
        private Optional<DeLong.Against> model(Contender one) {
            List<DeLong.Against> members = new ArrayList<>();
            for (EntryId id : one.members()) {
                Optional<DeLong.Against> model = models.get(id);
                if (model == null) {
                    model = Optional.ofNullable(scores(id))
                            .map(all -> DeLong.against(labels.evaluated(all), anomalous));
                    models.put(id, model);
                }
                model.ifPresent(members::add);
            }
            return members.size() < one.members().size() ? Optional.empty() : Optional.of(DeLong.Against.mean(members));
        }

        private double @Nullable [] scores(EntryId id) {
            double[] all = (window.containsKey(id) ? window : scores.apply(List.of(id))).get(id);
            return all == null || all.length != labels.anomalous().length ? null : all;
        }

        private Pair pair(Contender leader, Contender one) {
            var metrics = leader.entries().getFirst().metrics();
            return new Pair(leader.members(), one.members(), metrics.labelSet(), metrics.part());
        }
    }
}
