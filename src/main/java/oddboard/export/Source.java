package oddboard.export;

import java.io.IOException;
import java.util.Map;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle is made of.
 *
 * @param name of the registered model
 * @param version of the model, from 1
 * @param sha256 of the version
 * @param run the run that trained it; null once that was deleted
 * @param detector its id
 * @param settings every value, the defaults too
 * @param shape of the images that the network takes
 * @param model opens the network with the weights to export, on the CPU; the bundle closes it
 * @param sample images of that shape, on which the exported files are compared with the program; the first
 *     {@value Bundles#COMPARED_IMAGES} are used, and one at least is needed
 * @param tiling null where images are seen whole; else the sample is the tiles of images
 * @param threshold null where none is set
 */
public record Source(
        String name,
        int version,
        String sha256,
        @Nullable String run,
        String detector,
        Map<String, Object> settings,
        ImageShape shape,
        Preparation preparation,
        ModelOpener model,
        ImageSource sample,
        @Nullable Tiling tiling,
        Facts facts,
        @Nullable ExportedThreshold threshold) {

    /** Opens the network. */
    @FunctionalInterface
    public interface ModelOpener {
        Model open() throws IOException;
    }

    /**
     * How the import made the images square, which is outside the graph.
     *
     * @param crop KEEP stretches, SQUARE cuts the middle out, CENTRE a part of that, FIT pads with black
     * @param cropFraction for CENTRE, how much of the shorter edge is kept: 0.1 to 1
     * @param valueRange which values become black and white where they are no bytes; "" = as the images themselves say
     */
    public record Preparation(String crop, double cropFraction, String valueRange) {}
}
