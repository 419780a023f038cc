package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What 10 million scores take on one core, beside a plain sort of the same numbers in the same run. */
class MetricBench {
    private static final int COUNT = 10_000_000;

    @Test
    void tenMillionScores() throws IOException {
        Random random = new Random(1);
        double[] scores = random.doubles(COUNT).toArray();
        boolean[] labels = new boolean[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (i & 3) == 0;
        }
        double sort = best(() -> Arrays.sort(scores.clone()));
        double auc = best(() -> Auc.of(scores, labels));
        double interval = best(() -> DeLong.interval(scores, labels));
        double points = best(() -> OperatingPoints.of(scores, labels).bestF1());
        Path table = Path.of("target", "bench", "metric.md");
        Files.createDirectories(table.getParent());
        Files.writeString(
                table,
                "| 10,000,000 scores, one core | s |\n|---|---|\n| plain sort | %.2f |\n| AUC | %.2f |\n"
                                .formatted(sort, auc)
                        + "| AUC with DeLong's interval | %.2f |\n| F1 of every threshold | %.2f |\n"
                                .formatted(interval, points));
        System.out.println(Files.readString(table));
        assertThat(auc).isLessThan(2 * sort + 0.5);
    }

    /** Seconds, the best of three. */
    private static double best(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }
}
