package oddboard.dataset;

import java.util.Arrays;
import java.util.List;
import oddboard.image.InputFrame;

/** Which squares of an input belong to which image: one each, or its tiles, one after the other. */
public final class InputFrames {
    private final Originals images;
    private final ModelInput input;
    /** First square of each test image, then their number. */
    private final int[] testStarts;

    private final int[] trainStarts;

    InputFrames(Originals images, ModelInput input) {
        this.images = images;
        this.input = input;
        trainStarts = starts(0, images.trainCount());
        testStarts = starts(images.trainCount(), images.testCount());
    }

    private int[] starts(int first, int count) {
        var starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            int index = first + i;
            starts[i + 1] = Math.addExact(starts[i], input.count(images.width(index), images.height(index)));
        }
        return starts;
    }

    public ModelInput input() {
        return input;
    }

    public Originals images() {
        return images;
    }

    /** Of all training images. */
    public int trainSquares() {
        return trainStarts[images.trainCount()];
    }

    /** Of all test images. */
    public int testSquares() {
        return testStarts[images.testCount()];
    }

    /** The first square of a test image. */
    public int testStart(int testIndex) {
        return testStarts[testIndex];
    }

    /** The first square of a training image. */
    public int trainStart(int index) {
        return trainStarts[index];
    }

    /** The test image that a square belongs to. */
    public int testOf(int square) {
        int place = Arrays.binarySearch(testStarts, square);
        return place >= 0 ? place : -place - 2;
    }

    /** @param index training images first, then test images */
    public List<InputFrame> of(int index) {
        return input.frames(images.width(index), images.height(index));
    }
}
