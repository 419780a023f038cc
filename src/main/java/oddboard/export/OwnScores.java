package oddboard.export;

import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import org.jspecify.annotations.Nullable;

/**
 * The program's scores of the images that exported files are compared on.
 *
 * @param images the tiles of the images, where they are cut in tiles
 * @param milliseconds for one image
 * @param tiling null where images are seen whole
 */
record OwnScores(
        ImageSource images,
        double[] scores,
        double milliseconds,
        @Nullable Tiling tiling) {
    static OwnScores of(Model model, ImageSource sample, @Nullable Tiling tiling) {
        int count = tiling == null ? Math.min(Bundles.COMPARED_IMAGES, sample.count()) : sample.count();
        if (count == 0) {
            throw new ExportException("There are no images to compare the exported model on; the data set is empty.");
        }
        First images = new First(sample, count);
        double[] scores = new double[count];
        score(model, images, scores);
        // The first time includes what is prepared once.
        long start = System.nanoTime();
        score(model, images, scores);
        double milliseconds = (System.nanoTime() - start) / 1e6;
        int whole = tiling == null ? count : tiling.counts().length;
        return new OwnScores(images, scores, milliseconds / whole, tiling);
    }

    /**
     * @param exported the same scores by the exported file
     * @param milliseconds that it took
     */
    Comparison compare(String runtime, double[] exported, double milliseconds) {
        if (tiling == null) {
            return new Comparison(
                    runtime,
                    scores.length,
                    0,
                    Comparison.largestDifference(scores, exported),
                    this.milliseconds,
                    milliseconds / scores.length);
        }
        int whole = tiling.counts().length;
        return new Comparison(
                runtime,
                whole,
                scores.length,
                Math.max(
                        Comparison.largestDifference(scores, exported),
                        Comparison.largestDifference(tiling.pooled(scores), tiling.pooled(exported))),
                this.milliseconds,
                milliseconds / whole);
    }

    private static void score(Model model, ImageSource images, double[] scores) {
        model.score(images, (index, score, explanation) -> scores[index] = score, new QuietProgress() {});
    }

    private record First(ImageSource of, int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return of.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            of.read(index, to);
        }
    }
}
