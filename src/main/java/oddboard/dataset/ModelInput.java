package oddboard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import oddboard.common.InputException;
import oddboard.image.Crop;
import oddboard.image.InputFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a run's detector sees of the images: squares of one size.
 *
 * @param size edge of the squares in pixels: 32 to 1024, divisible by 16
 * @param fit how an image that is not square becomes one; with tiles all of it is seen and this says nothing
 * @param channels 1 (gray) or 3 (RGB)
 * @param tiles null = each image is one square
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelInput(
        int size, Fit fit, int channels, @Nullable Tiles tiles) {
    public static final int MIN_SIZE = 32;
    public static final int MAX_SIZE = 1024;

    /** How an image becomes square. */
    public enum Fit {
        @JsonProperty("crop")
        CROP(Crop.SQUARE),
        @JsonProperty("pad")
        PAD(Crop.FIT),
        @JsonProperty("stretch")
        STRETCH(Crop.KEEP);

        private final Crop crop;

        Fit(Crop crop) {
            this.crop = crop;
        }

        public Crop crop() {
            return crop;
        }

        public static Fit of(Crop crop) {
            return switch (crop) {
                case SQUARE, CENTRE -> CROP;
                case FIT -> PAD;
                case KEEP -> STRETCH;
            };
        }
    }

    /**
     * Parts of each image that are scored one by one.
     *
     * @param size edge in pixels of the image: from the input's size to 4096
     * @param overlap pixels that neighbors share at least: 0 to half of the size
     */
    public record Tiles(int size, int overlap, Score score) {
        public static final int MAX_SIZE = 4096;

        /** An image's score: that of its highest tile, or the mean of its three highest. */
        public enum Score {
            @JsonProperty("max")
            MAX(1),
            @JsonProperty("top")
            TOP(3);

            private final int count;

            Score(int count) {
                this.count = count;
            }

            /** Of how many tiles, the highest, the score is the mean. */
            public int count() {
                return count;
            }

            /** @param tiles scores of all tiles of an image, at least one */
            public double of(double[] tiles) {
                double[] sorted = tiles.clone();
                Arrays.sort(sorted);
                int highest = Math.min(sorted.length, count);
                double sum = 0;
                for (int i = 0; i < highest; i++) {
                    sum += sorted[sorted.length - 1 - i];
                }
                return sum / highest;
            }

            /** "score of the highest" */
            public String words() {
                return this == MAX ? "score of the highest" : "mean score of the three highest";
            }
        }
    }

    /** @throws InputException where no detector can see images so */
    public void check() {
        if (size < MIN_SIZE || size > MAX_SIZE || size % 16 != 0) {
            throw fault("\"size\" of the input must be 32 to 1024 and divisible by 16, not " + size + ".");
        }
        if (channels != 1 && channels != 3) {
            throw fault("\"channels\" of the input must be 1 (gray) or 3 (RGB), not " + channels + ".");
        }
        if (tiles == null) {
            return;
        }
        if (tiles.size < size || tiles.size > Tiles.MAX_SIZE) {
            throw fault("\"size\" of the tiles must be " + size + " to " + Tiles.MAX_SIZE + ", not " + tiles.size
                    + ": each tile is made " + size + " pixels wide for the detector, and never larger than it is.");
        }
        if (tiles.overlap < 0 || tiles.overlap > tiles.size / 2) {
            throw fault("\"overlap\" of the tiles must be 0 to " + tiles.size / 2 + ", half of their size, not "
                    + tiles.overlap + ".");
        }
    }

    private static InputException fault(String sentence) {
        return new InputException("INPUT_INVALID", "", "input", sentence);
    }

    /** The squares of an image: one, or its tiles. */
    public List<InputFrame> frames(int width, int height) {
        return tiles == null
                ? List.of(InputFrame.of(fit.crop(), width, height, size))
                : InputFrame.tiles(width, height, tiles.size, tiles.overlap, size);
    }

    /** How many {@link #frames} there are. */
    public int count(int width, int height) {
        return tiles == null ? 1 : InputFrame.count(width, height, tiles.size, tiles.overlap);
    }

    /** The same for all inputs with the same squares. */
    String key() {
        return size + " " + channels + (tiles == null ? " " + fit : " tiles " + tiles.size + " " + tiles.overlap);
    }

    /** "64 × 64 RGB, padded", "tiles of 512 pixels, overlap 64, as 256 × 256 RGB, score of the highest" */
    public String words() {
        var square = size + " × " + size + (channels == 1 ? " gray" : " RGB");
        return tiles == null
                ? square + ", "
                        + switch (fit) {
                            case CROP -> "middle square";
                            case PAD -> "padded";
                            case STRETCH -> "stretched";
                        }
                : "tiles of " + tiles.size + " pixels, overlap " + tiles.overlap + ", as " + square + ", "
                        + tiles.score.words();
    }
}
