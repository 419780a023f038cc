package oddboard.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import oddboard.dataset.Labels;
import org.junit.jupiter.api.Test;

class StratifiedTest {
    /** Images 0 to 59 are normal, 60 to 89 spots, 90 to 99 dents, 100 a crack alone. */
    private static Labels labels() {
        boolean[] anomalous = new boolean[101];
        String[] type = new String[101];
        for (int i = 0; i < 101; i++) {
            anomalous[i] = i >= 60;
            type[i] = i < 60 ? "" : i < 90 ? "spot" : i < 100 ? "dent" : "crack";
        }
        return new Labels(1, 1, anomalous, type);
    }

    private static long drawn(boolean[] all, int from, int to) {
        return IntStream.range(from, to).filter(i -> all[i]).count();
    }

    @Test
    void drawsTheShareOfEachKind() {
        for (int share : new int[] {10, 30, 50, 90}) {
            boolean[] drawn = Stratified.draw(labels(), share, 7);
            assertThat(drawn(drawn, 0, 60)).as("normal, %d %%", share).isEqualTo(60 * share / 100);
            assertThat(drawn(drawn, 60, 90)).as("spots, %d %%", share).isEqualTo(30 * share / 100);
            assertThat(drawn(drawn, 90, 100)).as("dents, %d %%", share).isEqualTo(10 * share / 100);
        }
    }

    @Test
    void drawsUnlabeledImagesAsAKindOfTheirOwn() {
        Labels all = labels();
        boolean[] labeled = new boolean[101];
        Arrays.fill(labeled, 20, 101, true);
        boolean[] drawn = Stratified.draw(new Labels(1, 1, all.anomalous(), all.type(), labeled), 50, 7);
        assertThat(drawn(drawn, 0, 20)).as("unlabeled").isEqualTo(10);
        assertThat(drawn(drawn, 20, 60)).as("normal").isEqualTo(20);
        assertThat(drawn(drawn, 60, 90)).as("spots").isEqualTo(15);
    }

    @Test
    void leavesEachPartOneOfEveryKindThatHasTwo() {
        boolean[] few = Stratified.draw(labels(), 1, 3);
        boolean[] many = Stratified.draw(labels(), 99, 3);
        assertThat(new long[] {drawn(few, 0, 60), drawn(few, 60, 90), drawn(few, 90, 100)})
                .containsExactly(1, 1, 1);
        assertThat(new long[] {drawn(many, 0, 60), drawn(many, 60, 90), drawn(many, 90, 100)})
                .containsExactly(59, 29, 9);
    }

    @Test
    void theSeedAloneDecidesWhich() {
        assertThat(Stratified.draw(labels(), 50, 11)).isEqualTo(Stratified.draw(labels(), 50, 11));
        assertThat(IntStream.range(0, 20)
                        .mapToObj(seed -> Arrays.toString(Stratified.draw(labels(), 50, seed)))
                        .distinct()
                        .count())
                .isEqualTo(20);
    }

    @Test
    void oneOfItsKindIsPublicByChance() {
        long times = IntStream.range(0, 1000)
                .filter(seed -> Stratified.draw(labels(), 30, seed)[100])
                .count();
        assertThat(times).isBetween(240L, 360L);
    }
}
