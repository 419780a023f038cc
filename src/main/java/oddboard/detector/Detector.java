package oddboard.detector;

import java.util.List;

/** A kind of model. Stateless; registered by one line in {@code META-INF/services}. */
public interface Detector {
    /** Stable id, such as {@code fcn-wide}. */
    String id();

    String title();

    String description();

    DetectorHelp help();

    /** Everything a user may set, in the order of the form. */
    List<Setting> settings();

    /** The fewest training images, such as two where a layer takes a variance over a batch. */
    default int minImages() {
        return 1;
    }

    /**
     * Looks at settings together, without the engine; each alone lies in its range already.
     *
     * @throws SettingsException naming one with which no network can be built
     */
    default void check(Settings settings) {}

    /** What it needs and gives; an autoencoder's unless it says otherwise. */
    default DetectorTraits traits() {
        return DetectorTraits.AUTOENCODER;
    }

    /**
     * Builds the network with fresh weights drawn from the settings' seed.
     *
     * @param device {@code cpu} or {@code cuda:N}
     * @throws SettingsException where a setting does not fit the image shape
     */
    Model open(Settings settings, ImageShape shape, String device);

    /**
     * As {@link #open(Settings, ImageShape, String)}, with the files of networks that the settings name.
     *
     * @throws SettingsException where a file is not there or can't be used
     */
    default Model open(Settings settings, ImageShape shape, String device, WeightFiles files) {
        return open(settings, shape, device);
    }
}
