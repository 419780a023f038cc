package oddboard.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelOrderTest {
    @Test
    void foldersAfterEachOtherTell() {
        boolean[] sorted = new boolean[60];
        Arrays.fill(sorted, 20, 60, true);
        assertThat(LabelOrder.reveals(sorted)).isTrue();
        boolean[] alternating = new boolean[60];
        for (int i = 0; i < 60; i += 2) {
            alternating[i] = true;
        }
        assertThat(LabelOrder.reveals(alternating)).isTrue();
    }

    @Test
    void aRandomOrderTellsNothing() {
        int revealing = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            boolean[] labels = new boolean[200];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(3) == 0;
            }
            revealing += LabelOrder.reveals(labels) ? 1 : 0;
        }
        // By chance 2.7 of a thousand.
        assertThat(revealing).isLessThan(10);
    }

    @Test
    void oneKindAloneTellsNothing() {
        assertThat(LabelOrder.reveals(new boolean[10])).isFalse();
        assertThat(LabelOrder.reveals(new boolean[0])).isFalse();
        assertThat(LabelOrder.reveals(new boolean[] {true})).isFalse();
    }
}
