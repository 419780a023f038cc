package oddboard.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.InputFrames;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.gallery.Sheets;
import oddboard.image.RasterImage;
import oddboard.run.Run;
import oddboard.run.RunResults;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Any test images of a run on one sheet, as they are, as the run reconstructed them, or where it found them anomalous. */
@Service
public class RunSheets {
    private final RunResults results;
    private final PackedPictures pictures;
    private final Sheets sheets;
    private final Inputs inputs;

    RunSheets(RunResults results, PackedPictures pictures, Sheets sheets, Inputs inputs) {
        this.inputs = inputs;
        this.results = results;
        this.pictures = pictures;
        this.sheets = sheets;
    }

    public enum Layer {
        IMAGE,
        RECONSTRUCTION,
        ERROR
    }

    /**
     * The pictures of one test image, all of one size: of a run with an input the image's own, else that of the packed
     * squares. {@code errors} has one channel, 0..255.
     *
     * @param reconstruction null where the detector gives none
     */
    public record Pictures(RasterImage image, @Nullable RasterImage reconstruction, RasterImage errors) {}

    /** Takes each image in turn. */
    @FunctionalInterface
    public interface Sink {
        void accept(int index, Pictures layers) throws IOException;
    }

    /**
     * A JPEG, {@value Sheets#COLUMNS} images a row. Errors are gray, the root of error / 255, since most are small.
     *
     * @param images test images, at most {@value Sheets#BLOCK}
     * @throws NotFoundException where there is no such image, no result, or no reconstruction
     */
    public byte[] jpeg(Run run, DatasetVersion version, Layer layer, int[] images) throws IOException {
        RunResults.StoredPictures stored = stored(run, images);
        Sheets.Source source = sheets.read(version, packed(version, images));
        if (layer == Layer.IMAGE) {
            return sheets.draw(version.imageSize(), version.channels(), images.length, source);
        }
        InputFrames frames = frames(run, version);
        if (frames != null) {
            OwnPictures own = new OwnPictures(run, stored, pictures, frames);
            boolean errors = layer == Layer.ERROR;
            return sheets.draw(version.imageSize(), errors ? 1 : version.channels(), images.length, (place, to) -> {
                if (errors) {
                    for (byte error : own.squareErrors(images[place])) {
                        to.put(ROOTS[error & 0xff]);
                    }
                } else {
                    to.put(own.squareReconstruction(images[place], version.channels()));
                }
            });
        }
        ReconstructionFrame frame = frame(run, version);
        if (layer == Layer.RECONSTRUCTION) {
            String sha256 = reconstructions(run, stored);
            return sheets.draw(
                    version.imageSize(),
                    version.channels(),
                    images.length,
                    (place, to) -> to.put(frame.placed(pictures.read(sha256, images[place], stored.length()))));
        }
        return sheets.draw(version.imageSize(), 1, images.length, (place, to) -> {
            for (byte error : errors(stored, frame, () -> image(stored, source, place), images[place])) {
                to.put(ROOTS[error & 0xff]);
            }
        });
    }

    static String reconstructions(Run run, RunResults.StoredPictures stored) {
        String sha256 = stored.reconstructionsSha256();
        if (sha256 == null) {
            throw new NotFoundException("Run " + run.id() + " has no reconstructions: the detector "
                    + run.setup().detector() + " gives anomaly maps alone.");
        }
        return sha256;
    }

    private static byte[] image(RunResults.StoredPictures stored, Sheets.Source source, int place) throws IOException {
        byte[] image = new byte[stored.length()];
        source.read(place, ByteBuffer.wrap(image));
        return image;
    }

    private interface Image {
        byte[] read() throws IOException;
    }

    /** The run's own map; the error of its reconstruction where it has none. */
    private byte[] errors(RunResults.StoredPictures stored, ReconstructionFrame frame, Image image, int index)
            throws IOException {
        RunResults.StoredMaps maps = stored.maps();
        if (maps != null) {
            AnomalyMaps shown = new AnomalyMaps(maps.grid(), maps.low(), maps.high());
            return shown.shown(pictures.read(maps.sha256(), index, shown.length()), frame.size());
        }
        String sha256 = Objects.requireNonNull(stored.reconstructionsSha256());
        return frame.errors(image.read(), pictures.read(sha256, index, stored.length()));
    }

    /** Error (0..255) that maps of this run show as the brightest color. */
    public double errorScale(Run run) {
        return stored(run, new int[0]).errorScale();
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
        RunResults.StoredPictures stored = stored(run, images);
        InputFrames frames = frames(run, version);
        if (frames != null) {
            OwnPictures own = new OwnPictures(run, stored, pictures, frames);
            for (int image : images) {
                sink.accept(image, own.all(image));
            }
            return;
        }
        Sheets.Source source = sheets.read(version, packed(version, images));
        ReconstructionFrame frame = frame(run, version);
        String sha256 = stored.reconstructionsSha256();
        for (int place = 0; place < images.length; place++) {
            byte[] image = image(stored, source, place);
            byte[] reconstruction =
                    sha256 == null ? null : frame.placed(pictures.read(sha256, images[place], stored.length()));
            byte[] errors = errors(stored, frame, () -> image, images[place]);
            sink.accept(
                    images[place],
                    new Pictures(
                            square(image, version.channels(), version),
                            reconstruction == null ? null : square(reconstruction, version.channels(), version),
                            square(errors, 1, version)));
        }
    }

    private static RasterImage square(byte[] pixels, int channels, DatasetVersion version) {
        return new RasterImage(version.imageSize(), version.imageSize(), channels, pixels);
    }

    /** The map of one test image as {@link #read} gives it; {@code square}: as small as the packed image. */
    public RasterImage errors(Run run, DatasetVersion version, int index, boolean square) throws IOException {
        int[] one = {index};
        InputFrames frames = frames(run, version);
        if (frames != null) {
            OwnPictures own = new OwnPictures(run, stored(run, one), pictures, frames);
            return square ? square(own.squareErrors(index), 1, version) : own.errors(index);
        }
        RasterImage[] errors = new RasterImage[1];
        read(run, version, one, (i, layers) -> errors[0] = layers.errors());
        return errors[0];
    }

    /**
     * The reconstruction of one test image, as {@link #errors}.
     *
     * @throws NotFoundException where there is none
     */
    public RasterImage reconstruction(Run run, DatasetVersion version, int index, boolean square) throws IOException {
        RunResults.StoredPictures stored = stored(run, new int[] {index});
        InputFrames frames = frames(run, version);
        if (frames != null) {
            OwnPictures own = new OwnPictures(run, stored, pictures, frames);
            return square
                    ? square(own.squareReconstruction(index, version.channels()), version.channels(), version)
                    : own.reconstruction(index);
        }
        byte[] pixels = frame(run, version).placed(pictures.read(reconstructions(run, stored), index, stored.length()));
        return square(pixels, version.channels(), version);
    }

    /** Null where the run saw the packed squares, and the version has no others. */
    private @Nullable InputFrames frames(Run run, DatasetVersion version) {
        ModelInput input = run.setup().input();
        if (input == null && version.own() == null) {
            return null;
        }
        return inputs.stored(version.id()).frames(input == null ? version.packedInput() : input);
    }

    public static ReconstructionFrame frame(Run run, DatasetVersion version) {
        return ReconstructionFrame.of(
                version.imageSize(), version.channels(), run.setup().settings());
    }

    private RunResults.StoredPictures stored(Run run, int[] images) {
        RunResults.StoredPictures stored = results.pictures(run.id())
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
