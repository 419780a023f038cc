package oddboard.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.gallery.Sheets;
import oddboard.run.Run;
import oddboard.run.RunResults;
import org.springframework.stereotype.Service;

/** Any test images of a run on one sheet, as they are, as the run reconstructed them, or where it erred. */
@Service
public class RunSheets {
    private final RunResults results;
    private final Reconstructions reconstructions;
    private final Sheets sheets;

    RunSheets(RunResults results, Reconstructions reconstructions, Sheets sheets) {
        this.results = results;
        this.reconstructions = reconstructions;
        this.sheets = sheets;
    }

    public enum Layer {
        IMAGE,
        RECONSTRUCTION,
        ERROR
    }

    /** The three images of one test image, all in the image's frame; {@code errors} has a byte a pixel, 0..255. */
    public record Pictures(byte[] image, byte[] reconstruction, byte[] errors) {}

    /** Takes each image in turn. */
    @FunctionalInterface
    public interface Sink {
        void accept(int index, Pictures layers) throws IOException;
    }

    /**
     * A JPEG, {@value Sheets#COLUMNS} images a row. Errors are gray, the root of error / 255, since most are small.
     *
     * @param images test images, at most {@value Sheets#BLOCK}
     * @throws NotFoundException where there is no such image or no result
     */
    public byte[] jpeg(Run run, DatasetVersion version, Layer layer, int[] images) throws IOException {
        RunResults.StoredReconstructions stored = stored(run, images);
        Sheets.Source source = sheets.read(version, packed(version, images));
        if (layer == Layer.IMAGE) {
            return sheets.draw(version.imageSize(), version.channels(), images.length, source);
        }
        ReconstructionFrame frame = frame(run, version);
        if (layer == Layer.RECONSTRUCTION) {
            return sheets.draw(
                    version.imageSize(),
                    version.channels(),
                    images.length,
                    (place, to) -> to.put(frame.placed(reconstructions.read(stored, images[place]))));
        }
        byte[] image = new byte[version.imageSize() * version.imageSize() * version.channels()];
        return sheets.draw(version.imageSize(), 1, images.length, (place, to) -> {
            source.read(place, ByteBuffer.wrap(image));
            byte[] errors = frame.errors(image, reconstructions.read(stored, images[place]));
            for (byte error : errors) {
                to.put(ROOTS[error & 0xff]);
            }
        });
    }

    private static final byte[] ROOTS = roots();

    private static byte[] roots() {
        var roots = new byte[256];
        for (int error = 0; error < roots.length; error++) {
            roots[error] = (byte) Math.round(Math.sqrt(error * 255.0));
        }
        return roots;
    }

    /** @throws NotFoundException where there is no such image or no result */
    public void read(Run run, DatasetVersion version, int[] images, Sink sink) throws IOException {
        RunResults.StoredReconstructions stored = stored(run, images);
        Sheets.Source source = sheets.read(version, packed(version, images));
        ReconstructionFrame frame = frame(run, version);
        for (int place = 0; place < images.length; place++) {
            byte[] image = new byte[stored.length()];
            source.read(place, ByteBuffer.wrap(image));
            byte[] reconstruction = reconstructions.read(stored, images[place]);
            sink.accept(
                    images[place],
                    new Pictures(image, frame.placed(reconstruction), frame.errors(image, reconstruction)));
        }
    }

    public static ReconstructionFrame frame(Run run, DatasetVersion version) {
        return ReconstructionFrame.of(
                version.imageSize(), version.channels(), run.setup().settings());
    }

    private RunResults.StoredReconstructions stored(Run run, int[] images) {
        RunResults.StoredReconstructions stored = results.reconstructions(run.id())
                .orElseThrow(() -> new NotFoundException("Run " + run.id() + " has no pictures."));
        for (int index : images) {
            if (index < 0 || index >= stored.count()) {
                throw new NotFoundException("Run " + run.id() + " has no picture " + index + ".");
            }
        }
        return stored;
    }

    private static int[] packed(DatasetVersion version, int[] images) {
        var packed = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            packed[i] = version.trainCount() + images[i];
        }
        return packed;
    }
}
