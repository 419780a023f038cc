package oddboard.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The training images that score highest: perhaps they are not normal.
 *
 * @param images by place, the highest score first
 * @param scored how many training images were scored
 */
record Suspects(Integer[] images, double[] scores, int scored) {
    private static final int MOST = 100;

    /** @param heldOut of other images */
    static Suspects of(TrainingSample trained, TrainingSample heldOut) {
        int[] images = IntStream.concat(IntStream.of(trained.images()), IntStream.of(heldOut.images()))
                .toArray();
        double[] scores = Arrays.copyOf(trained.scores(), images.length);
        System.arraycopy(heldOut.scores(), 0, scores, trained.scores().length, heldOut.scores().length);
        Integer[] highest = IntStream.range(0, images.length)
                .boxed()
                .filter(i -> Double.isFinite(scores[i]))
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> images[i]))
                .limit(MOST)
                .toArray(Integer[]::new);
        return new Suspects(
                Arrays.stream(highest).map(i -> images[i]).toArray(Integer[]::new),
                Arrays.stream(highest).mapToDouble(i -> scores[i]).toArray(),
                images.length);
    }
}
