package oddboard.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.job.JobFailure;
import oddboard.storage.BlobStore;

/** Opens a model that was trained to its end, from a checkpoint. */
public record TrainedModel(String detector, Map<String, Object> settings, ImageShape shape, String weights) {

    /** Whether it reconstructs images, whose error is the map. */
    public boolean reconstructs() {
        return kind().traits().reconstructs();
    }

    private Detector kind() {
        return Detectors.byId(detector)
                .orElseThrow(() -> new JobFailure(
                        "DETECTOR_UNKNOWN",
                        "This worker has no detector \"" + detector + "\"; it may be of another version.",
                        true));
    }

    /**
     * Ready to score, with the weights that the setting {@code checkpoint} names. Its turn to compute must be the caller's.
     *
     * @param folder for a file that is gone afterwards
     * @throws JobFailure where the checkpoint is damaged, of another detector, or of the middle of a training
     * @throws IOException where the store can't be read
     */
    public Model open(BlobStore blobs, Path folder, String device) throws IOException {
        Detector detector = kind();
        Settings checked = Settings.of(detector.settings(), settings);
        Path file = Files.createTempFile(folder, "weights", "");
        Model model = null;
        boolean whole = false;
        try {
            LocalCheckpoint.fetch(blobs, weights, file);
            model = detector.open(checked, shape, device);
            restore(model, file);
            int epochs = checked.asMap().get("epochs") instanceof Integer number ? number : 1;
            if (model.epoch() < epochs) {
                throw damaged("is of a training that did not end: epoch " + model.epoch() + " of " + epochs);
            }
            // A network that is trained to its end looks at no image, and takes the weights that are asked for.
            model.fit(new NoImages(shape), new QuietProgress() {});
            whole = true;
            return model;
        } finally {
            Files.deleteIfExists(file);
            if (model != null && !whole) {
                model.close();
            }
        }
    }

    private void restore(Model model, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            LocalCheckpoint.skipHead(in);
            model.restore(in);
        } catch (IOException e) {
            JobFailure failure = damaged("can't be used: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static JobFailure damaged(String what) {
        return new JobFailure("MODEL_UNUSABLE", "The checkpoint of this model " + what + ". Register it again.", false);
    }

    /** As many images as any detector wants to see, and none that can be read. */
    private record NoImages(ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            throw new IllegalStateException("a trained model looked at image " + index);
        }
    }
}
