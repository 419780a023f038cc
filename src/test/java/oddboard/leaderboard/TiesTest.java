package oddboard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.metric.DeLong;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Scores;
import org.junit.jupiter.api.Test;

class TiesTest {
    private final Map<RunId, Scores> stored = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Ties ties = new Ties((id, labelSet) -> {
        reads.incrementAndGet();
        return Optional.ofNullable(stored.get(id));
    });

    private Run run(long id, double[] scores, boolean[] labels) {
        DeLong.Interval auc = DeLong.interval(scores, labels);
        stored.put(new RunId(id), new Scores(scores, labels, new String[labels.length], "", 1));
        Job job = new Job(new JobId(id), "run", "cpu", 0, JobState.SUCCEEDED, 1, 3, null, false, 0, 0, "", null, null, null, null,
                new UserId(1), Instant.EPOCH, null, null);
        return new Run(new RunId(id), new VersionId(1), job, "", List.of(), "conv", Map.of(), 0, new UserId(1), "ada",
                Instant.EPOCH, null, 0, 0, null, null, 0, null, new Run.Metrics(1, auc.auc(), auc.low(), auc.high(), null, 0));
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
        assertThat(ties.between(run(1, scores(few, 1.2, 1), few), run(2, scores(few, 1.0, 2), few))).isTrue();
        boolean[] many = labels(3000);
        assertThat(ties.between(run(3, scores(many, 1.5, 1), many), run(4, scores(many, 1.0, 2), many))).isFalse();
    }

    @Test
    void neverDiffersFromTheTestItselfByItsShortCut() {
        boolean[] labels = labels(300);
        Run best = run(1, scores(labels, 1.5, 1), labels);
        for (int i = 0; i < 60; i++) {
            Run other = run(100 + i, scores(labels, i / 40.0, 50 + i), labels);
            double p = DeLong.compare(stored.get(best.id()).scores(), stored.get(other.id()).scores(), labels).p();
            assertThat(ties.between(best, other)).as("against " + other.result()).isEqualTo(p >= 0.05);
        }
    }

    @Test
    void scoresOnOtherLabelsAreNotCompared() {
        boolean[] labels = labels(60);
        boolean[] others = labels.clone();
        others[1] = true;
        assertThat(ties.between(run(1, scores(labels, 1, 1), labels), run(2, scores(others, 1, 1), others))).isFalse();
    }

    @Test
    void readsScoresOnceAndNotAtAllWhereRunsAreFarApart() {
        boolean[] labels = labels(3000);
        Run best = run(1, scores(labels, 3, 1), labels);
        ties.between(best, run(2, scores(labels, 0, 2), labels));
        assertThat(reads).hasValue(0);
        Run near = run(3, scores(labels, 3, 3), labels);
        ties.between(best, near);
        ties.between(best, near);
        assertThat(reads).hasValue(2);
    }
}
