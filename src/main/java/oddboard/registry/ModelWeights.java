package oddboard.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Component;

/** Opens registered models. */
@Component
public class ModelWeights {
    private final BlobStore blobs;

    ModelWeights(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * The network with the weights that the run scored with; the caller closes it. Runs keep the float32 value of each score:
     * only with that rounding, {@code (double) (float) score}, do scores equal the run's.
     *
     * @param device {@code cpu} or {@code cuda:N}
     * @throws IOException where the weights are damaged, or this program has no such detector or can't read its weights
     */
    public Model open(ModelVersion version, String device) throws IOException {
        Detector detector = Detectors.byId(version.detector())
                .orElseThrow(() -> new IOException("This program has no detector \"" + version.detector() + "\"."));
        ImageShape shape = new ImageShape(
                version.preprocessing().size(), version.preprocessing().channels());
        Map<String, Object> fitted = version.fitted();
        Map<String, Object> given = new HashMap<>(fitted == null ? version.settings() : fitted);
        if (detector.traits().epochs()) {
            // Nothing is left to train, however many epochs were asked for: trainings can be stopped early.
            given.put("epochs", 1);
        }
        Settings settings = Settings.of(detector.settings(), given);
        Model model = detector.open(settings, shape, device, blobs::cached);
        try (InputStream in =
                new BufferedInputStream(Files.newInputStream(blobs.cached(version.weightsSha256())), 1 << 16)) {
            skipLine(in);
            model.restore(in);
            if (detector.traits().epochs()) {
                // This only puts the best weights in place where the settings want those.
                model.fit(new NoImages(shape), new QuietProgress() {});
            }
            if (fitted != null) {
                model.only(entry(model, version));
            }
            return model;
        } catch (IOException | RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** Which of the run's entries the version is. */
    private static Model.Entry entry(Model model, ModelVersion version) throws IOException {
        return model.entries().stream()
                .filter(e ->
                        version.settings().entrySet().containsAll(e.settings().entrySet()))
                .findFirst()
                .orElseThrow(() -> new IOException("The weights of " + version.ref() + " hold no such result."));
    }

    /** A checkpoint begins with a line that names its run. */
    private static void skipLine(InputStream in) throws IOException {
        int c = in.read();
        while (c != '\n' && c >= 0) {
            c = in.read();
        }
    }

    private record NoImages(ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            throw new IndexOutOfBoundsException(index);
        }
    }
}
