package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import oddboard.dataset.Labels;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.DeLong;
import org.junit.jupiter.api.Test;

class TiesTest {
    private final Map<EntryId, double[]> stored = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Ties ties = new Ties(this::read);

    private Map<EntryId, double[]> read(Collection<EntryId> ids) {
        var found = new HashMap<EntryId, double[]>();
        for (EntryId id : ids) {
            reads.incrementAndGet();
            found.put(id, stored.get(id));
        }
        return found;
    }

    private Entry run(long id, double[] scores, boolean[] labels) {
        DeLong.Interval auc = DeLong.interval(scores, labels);
        stored.put(new EntryId(false, id), scores);
        return Entries.run(1, id, "conv", "", 1, Entries.metrics(auc.auc(), auc.low(), auc.high()));
    }

    private boolean between(Entry best, Entry other, boolean[] labels) {
        return ties.among(best, List.of(best, other), known(labels)).tied().contains(other.id());
    }

    private static Labels known(boolean[] labels) {
        return new Labels(1, 1, labels, new String[labels.length]);
    }

    @Test
    void testsNoMoreThanOneAnswerMayReadAndGoesOnFromThereAtTheNext() {
        boolean[] labels = labels(300);
        Entry best = run(1, scores(labels, 1.5, 1), labels);
        var others = LongStream.range(2, 12)
                .mapToObj(i -> run(i, scores(labels, 1.5, i), labels))
                .toList();
        var bounded = new Ties(this::read, 4 * 300);
        var first = bounded.among(best, others, known(labels));
        assertThat(first.untested()).hasSize(6).contains(others.getLast().id());
        assertThat(bounded.among(best, others, known(labels)).untested()).hasSize(2);
        assertThat(bounded.among(best, others, known(labels))).isEqualTo(ties.among(best, others, known(labels)));
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
