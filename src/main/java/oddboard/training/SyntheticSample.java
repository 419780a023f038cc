package oddboard.training;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.InputFrames;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.SyntheticDefects;
import oddboard.metric.Auc;
import org.jspecify.annotations.Nullable;

/**
 * How well scores tell normal images that were kept out of training from the same images with a synthetic defect each. No label takes
 * part.
 *
 * @param auroc null where too few images were held out
 * @param images held out and scored twice
 */
record SyntheticSample(@Nullable Double auroc, int images) {
    private static final int MOST = 300;
    private static final int MIN = 20;
    private static final SyntheticSample NONE = new SyntheticSample(null, 0);

    /** @return by the model's own scores, then by those of its entries; null where the progress asked to stop */
    static @Nullable List<SyntheticSample> of(Model model, Splits splits, Progress progress) {
        if (splits.unseen().length < MIN) {
            return new ArrayList<>(Collections.nCopies(model.entries().size() + 1, NONE));
        }
        int[] images = TrainingSample.chosen(splits, splits.unseen(), MOST);
        List<TrainingSample> normal = TrainingSample.of(model, splits, splits.whole(), images, progress);
        List<TrainingSample> defects =
                normal == null ? null : TrainingSample.of(model, splits, Damaged.of(splits, images), images, progress);
        if (normal == null || defects == null) {
            return null;
        }
        List<SyntheticSample> samples = new ArrayList<>();
        for (int entry = 0; entry < normal.size(); entry++) {
            samples.add(of(normal.get(entry).scores(), defects.get(entry).scores()));
        }
        return samples;
    }

    private static SyntheticSample of(double[] normal, double[] defects) {
        double[] both = Arrays.copyOf(normal, normal.length + defects.length);
        System.arraycopy(defects, 0, both, normal.length, defects.length);
        boolean[] defect = new boolean[both.length];
        Arrays.fill(defect, normal.length, both.length, true);
        return new SyntheticSample(Auc.of(both, defect), normal.length);
    }

    /**
     * The training split with a defect in one square of each of some images.
     *
     * @param places of those squares among {@code defects}
     */
    private record Damaged(ImageSource whole, Map<Integer, Integer> places, SyntheticDefects defects)
            implements ImageSource {
        static Damaged of(Splits splits, int[] images) {
            InputFrames tiles = splits.tiled() ? splits.frames() : null;
            int[] squares = new int[images.length];
            Map<Integer, Integer> places = new HashMap<>();
            for (int i = 0; i < images.length; i++) {
                int[] own = ChosenImages.squares(new int[] {images[i]}, tiles);
                // Another place in each image: neighboring numbers are far apart modulo the number of tiles.
                squares[i] = own[(int) (i * 2_654_435_761L % own.length)];
                places.put(squares[i], i);
            }
            return new Damaged(splits.whole(), places, new SyntheticDefects(new ChosenImages(splits.whole(), squares)));
        }

        @Override
        public int count() {
            return whole.count();
        }

        @Override
        public ImageShape shape() {
            return whole.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            Integer place = places.get(index);
            if (place == null) {
                whole.read(index, to);
            } else {
                defects.read(place, to);
            }
        }
    }
}
