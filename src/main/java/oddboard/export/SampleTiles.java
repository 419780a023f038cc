package oddboard.export;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.dataset.InputFrames;
import oddboard.dataset.ModelInput;
import oddboard.dataset.PackedImages;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/**
 * The tiles of some images of one split, spread evenly over it.
 *
 * @param squares places of the tiles among all of the split
 * @param counts tiles of each image
 */
record SampleTiles(PackedImages images, int[] squares, int[] counts) implements ImageSource {
    /** Images have hundreds of tiles: so many tiles are enough, and one image is the least. */
    private static final int MAX_TILES = 1000;

    static SampleTiles of(PackedImages images, InputFrames frames, boolean train) {
        int all = train ? frames.images().trainCount() : frames.images().testCount();
        int most = all == 0 ? 0 : Math.max(1, MAX_TILES / Math.max(1, images.count() / all));
        int chosen = Math.min(Math.min(Bundles.COMPARED_IMAGES, all), most);
        List<Integer> squares = new ArrayList<>();
        int[] counts = new int[chosen];
        for (int i = 0; i < chosen; i++) {
            int image = (int) ((long) i * all / chosen);
            int start = train ? frames.trainStart(image) : frames.testStart(image);
            counts[i] = frames.of(train ? image : frames.images().trainCount() + image)
                    .size();
            IntStream.range(start, start + counts[i]).forEach(squares::add);
        }
        return new SampleTiles(
                images, squares.stream().mapToInt(Integer::intValue).toArray(), counts);
    }

    Tiling tiling(ModelInput.Tiles tiles) {
        return new Tiling(tiles, counts);
    }

    @Override
    public int count() {
        return squares.length;
    }

    @Override
    public ImageShape shape() {
        return new ImageShape(images.size(), images.channels());
    }

    @Override
    public void read(int index, ByteBuffer to) {
        images.read(squares[index], to);
    }
}
