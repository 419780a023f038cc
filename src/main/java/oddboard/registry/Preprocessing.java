package oddboard.registry;

import oddboard.detector.ImageShape;

/**
 * How an image becomes what the network takes, as the import of the data version did it.
 *
 * @param size edge in pixels
 * @param channels 1 (gray) or 3 (RGB)
 * @param crop KEEP stretches, SQUARE cuts the middle out, CENTRE a part of that, FIT pads with black
 * @param cropFraction for CENTRE, how much of the shorter edge is kept
 * @param valueRange which values become black and white where they are no bytes: "" = as the images themselves say, "stored" =
 *     from 0 to the largest value of their type, or a range such as "0..4095"
 */
public record Preprocessing(int size, int channels, String crop, double cropFraction, String valueRange) {
    public ImageShape shape() {
        return new ImageShape(size, channels);
    }
}
