package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import oddboard.detector.Detector;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle is made of.
 *
 * @param name of the model
 * @param version of the model, from 1
 * @param run id of the run that trained it
 * @param checkpoint the run's last checkpoint, as {@link oddboard.detector.Model#save} wrote it
 * @param sample images of that shape, on which the exported files are compared with the program; the first
 *     {@value Bundles#COMPARED_IMAGES} are used
 * @param threshold null where none is set
 */
public record Source(
        String name,
        int version,
        String run,
        Detector detector,
        Settings settings,
        ImageShape shape,
        Bytes checkpoint,
        ImageSource sample,
        Facts facts,
        @Nullable Threshold threshold) {

    /** Opens a stream that the caller closes. */
    @FunctionalInterface
    public interface Bytes {
        InputStream open() throws IOException;
    }
}
