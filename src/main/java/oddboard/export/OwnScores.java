package oddboard.export;

import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;

/**
 * The program's scores of the images that exported files are compared on.
 *
 * @param milliseconds for one image
 */
record OwnScores(ImageSource images, double[] scores, double milliseconds) {
    static OwnScores of(Model model, ImageSource sample) {
        int count = Math.min(Bundles.COMPARED_IMAGES, sample.count());
        if (count == 0) {
            throw new ExportException("There are no images to compare the exported model on; the data set is empty.");
        }
        First images = new First(sample, count);
        double[] scores = new double[count];
        score(model, images, scores);
        // The first time includes what is prepared once.
        long start = System.nanoTime();
        score(model, images, scores);
        return new OwnScores(images, scores, (System.nanoTime() - start) / 1e6 / count);
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
