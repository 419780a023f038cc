package oddboard.export;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;

/** Small networks of every detector and of every setting that changes what is computed, trained for two epochs. */
enum TrainedModels {
    CONV("conv", 3, Map.of()),
    CONV_GRAY("conv", 1, Map.of()),
    CONV_CROPPED("conv", 3, Map.of("crop", 0.7)),
    FCN("fcn", 3, Map.of("checkpoint", "best")),
    FCN_GRAY_CROPPED("fcn", 1, Map.of("crop", 0.3)),
    FCN_WIDE("fcn-wide", 3, Map.of("widths", "64,32,16,8")),
    MULTI_ENCODER("multi-encoder", 3, Map.of("widths", "64,16")),
    RESNET("resnet", 3, Map.of("widths", "8,8,16,16,8")),
    RESNET_AUX("resnet-aux", 3, Map.of("widths", "8,8,16,16,8")),
    VAE("vae", 3, Map.of("beta", 0.001)),
    PATCHES_DEFECTS("patches", 3, Map.of()),
    PATCHES_DEFECTS_GRAY("patches", 1, Map.of()),
    PATCHES_OBJECTS("patches", 3, Map.of("purpose", "objects")),
    PATCHES_OBJECTS_GRAY("patches", 1, Map.of("purpose", "objects")),
    PATCHES_GAUSS("patches", 3, Map.of("head", "gauss", "features", "raw", "scale", "2")),
    PATCHES_BANK("patches", 3, Map.of("head", "bank", "features", "color", "bankSize", 50)),
    PATCHES_SUBSPACE("patches", 3, Map.of("head", "subspace", "features", "hog", "pooling", "mean")),
    PATCHES_KNN("patches", 3, Map.of("head", "knn")),
    /** Of an odd edge: a few pixels are left over where images are made smaller. */
    PATCHES_KNN_LARGE("patches", 3, 112, Map.of("head", "knn")),
    PATCHES_DEFECTS_LARGE("patches", 3, 80, Map.of("scale", "2", "bankSize", 100)),
    BACKBONE_DEFECTS("backbone", 3, Map.of()),
    BACKBONE_OBJECTS_GRAY("backbone", 1, Map.of("purpose", "objects")),
    BACKBONE_BANK_LARGE("backbone", 3, 80, Map.of("head", "bank", "networkInput", "64", "bankSize", 50)),
    ROTATION("rotation", 3, Map.of("steps", 30)),
    ROTATION_LOGP_GRAY("rotation", 1, Map.of("steps", 30, "score", "logp")),
    /** Its pixels are no whole number of those of the image. */
    ROTATION_LARGE("rotation", 3, 80, Map.of("steps", 30)),
    CONV_LARGE("conv", 3, 80, Map.of("crop", 0.55)),
    CONV_NORMALIZED_GRAY("conv", 1, 48, Map.of("score", "normalized")),
    RESNET_NORMALIZED_CROPPED("resnet", 3, Map.of("widths", "8,8,16,16,8", "score", "normalized", "crop", 0.7));

    private final String detector;
    private final int channels;
    private final int size;
    private final Map<String, Object> given;

    TrainedModels(String detector, int channels, Map<String, Object> given) {
        this(detector, channels, 32, given);
    }

    TrainedModels(String detector, int channels, int size, Map<String, Object> given) {
        this.detector = detector;
        this.channels = channels;
        this.size = size;
        this.given = given;
    }

    Detector detector() {
        return Detectors.byId(detector).orElseThrow();
    }

    ImageShape shape() {
        return new ImageShape(size, channels);
    }

    boolean reconstructs() {
        return detector().traits().reconstructs();
    }

    Settings settings() {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("batchSize", 8, "seed", 5, "epochs", 2));
        all.keySet().retainAll(detector().settings().stream().map(Setting::name).toList());
        all.putAll(new HashMap<>(given));
        return Settings.of(detector().settings(), all);
    }

    Model trained() {
        Model model = detector().open(settings(), shape(), "cpu");
        model.fit(noisy(40, 1), new QuietProgress() {});
        return model;
    }

    Images test() {
        return noisy(50, 2);
    }

    private Images noisy(int count, long seed) {
        return new Images(WaveImages.normal(count - 1, shape(), seed).withOutlier(), seed);
    }

    /** WaveImages with noise, so that gradients point in all directions. */
    record Images(ImageSource smooth, long seed) implements ImageSource {
        @Override
        public int count() {
            return smooth.count();
        }

        @Override
        public ImageShape shape() {
            return smooth.shape();
        }

        byte[] image(int index) {
            byte[] image = new byte[shape().elements()];
            smooth.read(index, ByteBuffer.wrap(image));
            var random = new java.util.SplittableRandom(31 * seed + index);
            for (int i = 0; i < image.length; i++) {
                image[i] = (byte) Math.clamp((image[i] & 0xff) + random.nextInt(-20, 21), 0, 255);
            }
            return image;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(image(index));
        }
    }
}
