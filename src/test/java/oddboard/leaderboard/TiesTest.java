package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import oddboard.dataset.Labels;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TiesTest {
    private final Map<EntryId, double[]> stored = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Ties ties = new Ties(this::read);

    private Map<EntryId, double[]> read(Collection<EntryId> ids) {
        var found = new HashMap<EntryId, double[]>();
        for (EntryId id : ids) {
            reads.incrementAndGet();
            double[] scores = stored.get(id);
            if (scores != null) {
                found.put(id, scores);
            }
        }
        return found;
    }

    private Entry run(long id, double[] scores, boolean[] labels) {
        DeLong.Interval auc = DeLong.interval(scores, labels);
        stored.put(new EntryId(false, id), scores);
        return Entries.run(1, id, "conv", "", 1, Entries.metrics(auc.auc(), auc.low(), auc.high()));
    }

    private boolean between(Entry best, Entry other, boolean[] labels) {
        return Boolean.TRUE.equals(among(ties, List.of(best, other), labels).isTiedWith(best.id(), other.id()));
    }

    private static Ties.Found among(Ties ties, List<Entry> ranked, boolean[] labels) {
        return among(ties, ranked, labels, Ties.MAX_SCORES);
    }

    private static Ties.Found among(Ties ties, List<Entry> ranked, boolean[] labels, int mostScores) {
        return ties.among(ranked.stream().map(Contender::of).toList(), known(labels), mostScores);
    }

    private static Labels known(boolean[] labels) {
        return new Labels(1, 1, labels, new String[labels.length]);
    }

    @Test
    void testsNoMoreThanOneAnswerMayReadAndGoesOnFromThereAtTheNext() {
        boolean[] labels = labels(300);
        var ranked = LongStream.range(1, 12)
                .mapToObj(i -> run(i, scores(labels, 1.5, i), labels))
                .sorted(Comparator.comparing(Entry::auroc).reversed())
                .toList();
        var bounded = new Ties(this::read);
        var first = among(bounded, ranked, labels, 4 * 300);
        assertThat(first.untested()).hasSize(6).contains(ranked.getLast().id());
        assertThat(among(bounded, ranked, labels, 4 * 300).untested()).hasSize(2);
        assertThat(among(bounded, ranked, labels, 4 * 300)).isEqualTo(among(ties, ranked, labels));
    }

    /** What is tested against what, one after the other and without any short cut. */
    private Ties.Found straight(List<Entry> ranked, boolean[] labels) {
        Map<EntryId, Ties.Leader> tied = new HashMap<>();
        List<Entry> leaders = new ArrayList<>();
        for (Entry one : ranked) {
            var leader = leaders.stream()
                    .filter(l -> DeLong.compare(stored.get(l.id()), stored.get(one.id()), labels)
                                    .p()
                            >= 0.05)
                    .findFirst();
            leader.ifPresent(l -> tied.put(one.id(), new Ties.Leader(l.id(), l.rank())));
            if (leader.isEmpty()) {
                leaders.add(one);
            }
        }
        return new Ties.Found(tied, tied.values().stream().map(Ties.Leader::id).collect(Collectors.toSet()), Set.of());
    }

    @Test
    void eachIsTiedWithTheFirstLeaderThatItDoesNotDifferFrom() {
        boolean[] labels = labels(400);
        var unranked = LongStream.range(0, 80)
                .mapToObj(i -> run(i, scores(labels, i / 30.0, i), labels))
                .sorted(Comparator.comparing(Entry::auroc).reversed())
                .toList();
        var ranked = IntStream.range(0, unranked.size())
                .mapToObj(i -> unranked.get(i).at(i + 1))
                .toList();
        var found = among(ties, ranked, labels);
        assertThat(found.leaders()).hasSizeGreaterThan(3);
        assertThat(found).isEqualTo(straight(ranked, labels));
        int read = reads.get();
        assertThat(among(ties, ranked.subList(0, 30), labels)).isEqualTo(straight(ranked.subList(0, 30), labels));
        assertThat(reads).as("nothing is read twice").hasValue(read);
    }

    @Test
    void whatHasNoScoresIsNeverShownAsDifferent() {
        boolean[] labels = labels(60);
        Entry best = run(1, scores(labels, 1.2, 1), labels);
        Entry lost = run(2, scores(labels, 1.0, 2), labels);
        Entry other = run(3, scores(labels, 1.0, 3), labels);
        stored.remove(lost.id());
        var found = among(ties, List.of(best, lost, other), labels);
        assertThat(found.untested()).containsExactly(lost.id());
        assertThat(found.isTiedWith(best.id(), lost.id())).isNull();
        assertThat(found.isTiedWith(best.id(), other.id())).isTrue();
        stored.put(lost.id(), new double[7]);
        assertThat(among(ties, List.of(best, lost), labels).untested())
                .as("another number of images")
                .containsExactly(lost.id());
        stored.remove(best.id());
        assertThat(among(new Ties(this::read), List.of(best, lost, other), labels)
                        .untested())
                .as("the best has none")
                .containsExactlyInAnyOrder(lost.id(), other.id());
    }

    @Test
    void whatHasNoIntervalIsTested() {
        boolean[] labels = labels(60);
        Entry best = without(run(1, scores(labels, 1.2, 1), labels));
        Entry other = without(run(2, scores(labels, 1.0, 2), labels));
        assertThat(between(best, other, labels)).isTrue();
    }

    private static Entry without(Entry entry) {
        return Entries.run(1, entry.id().value(), "conv", "", 1, Entries.metrics(entry.auroc(), null, null));
    }

    @Test
    void whatHasNoAucIsNeitherTiedNorUntested() {
        boolean[] labels = labels(60);
        Entry best = run(1, scores(labels, 1.2, 1), labels);
        Entry none = Entries.run(1, 2, "conv", "", 1, Entries.metrics(null, null, null));
        assertThat(among(ties, List.of(best, none), labels)).isEqualTo(Ties.Found.NOTHING);
    }

    @Test
    void seedsAreTestedByTheMeanOfTheirAucs() {
        boolean[] labels = labels(120);
        var one = group(1, 1.6, 10, labels);
        var other = group(2, 1.3, 20, labels);
        double p = mean(one, labels).compare(mean(other, labels)).p();
        double single = DeLong.compare(stored.get(one.id()), stored.get(other.id()), labels)
                .p();
        assertThat(p).isNotCloseTo(single, Offset.offset(1e-3));
        var found = ties.among(List.of(one, other), known(labels), Ties.MAX_SCORES);
        assertThat(found.isTiedWith(one.id(), other.id())).isEqualTo(p >= 0.05);
        var same = ties.among(List.of(one, new Contender(2, one.entries().reversed())), known(labels), Ties.MAX_SCORES);
        assertThat(same.leader(one.entries().getLast().id()))
                .as("the same seeds in another order")
                .isEqualTo(new Ties.Leader(one.id(), 1));
    }

    private Contender group(int place, double apart, int seed, boolean[] labels) {
        return new Contender(
                place,
                IntStream.range(0, 3)
                        .mapToObj(i -> run(seed + i, scores(labels, apart, seed + i), labels))
                        .toList());
    }

    private DeLong.Against mean(Contender group, boolean[] labels) {
        return DeLong.Against.mean(group.members().stream()
                .map(id -> DeLong.against(stored.get(id), labels))
                .toList());
    }

    /** Scores that tell the classes apart by so many standard deviations. */
    private static double[] scores(boolean[] labels, double apart, long seed) {
        Random random = new Random(seed);
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextGaussian() + (labels[i] ? apart : 0);
        }
        return scores;
    }

    private static boolean[] labels(int count) {
        boolean[] labels = new boolean[count];
        for (int i = 0; i < count; i += 3) {
            labels[i] = true;
        }
        return labels;
    }

    @Test
    void nearOnFewImagesIsTiedAndFarOnManyIsNot() {
        boolean[] few = labels(60);
        assertThat(between(run(1, scores(few, 1.2, 1), few), run(2, scores(few, 1.0, 2), few), few))
                .isTrue();
        boolean[] many = labels(3000);
        assertThat(between(run(3, scores(many, 1.5, 1), many), run(4, scores(many, 1.0, 2), many), many))
                .isFalse();
    }

    @Test
    void neverDiffersFromTheTestItselfByItsShortCut() {
        boolean[] labels = labels(300);
        Entry best = run(1, scores(labels, 1.5, 1), labels);
        for (int i = 0; i < 60; i++) {
            Entry other = run(100 + i, scores(labels, i / 40.0, 50 + i), labels);
            double p = DeLong.compare(stored.get(best.id()), stored.get(other.id()), labels)
                    .p();
            assertThat(between(best, other, labels))
                    .as("against " + other.metrics())
                    .isEqualTo(p >= 0.05);
        }
    }

    @Test
    void readsScoresOnceAndNotAtAllWhereRunsAreFarApart() {
        boolean[] labels = labels(3000);
        Entry best = run(1, scores(labels, 3, 1), labels);
        between(best, run(2, scores(labels, 0, 2), labels), labels);
        assertThat(reads).hasValue(0);
        Entry near = run(3, scores(labels, 3, 3), labels);
        between(best, near, labels);
        between(best, near, labels);
        assertThat(reads).hasValue(2);
    }
}
