package oddboard.detector.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Locale;
import oddboard.detector.NetworkFileException;
import oddboard.detector.NetworkFiles;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.safetensors.SafetensorsFile;

/** Networks that a team brings as safetensors. */
public final class BroughtNetworks implements NetworkFiles {
    /** A multiple of 14 and of 16. */
    private static final int EDGE = 112;

    @Override
    public Facts facts(Path path, String name) {
        try (SafetensorsFile file = SafetensorsFile.open(path, name)) {
            Architecture architecture = KnownFile.of(file).architecture();
            var tensors = architecture.tensors();
            long parameters = tensors.values().stream()
                    .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                    .sum();
            return new Facts(architecture.title(), architecture.naming(), tensors.size(), parameters);
        }
    }

    @Override
    public String test(Path path, String name) {
        double[] largest = new double[2];
        int[] depths = new int[2];
        try (SafetensorsFile file = SafetensorsFile.open(path, name)) {
            KnownFile known = KnownFile.of(file);
            known.architecture().tensors().keySet().forEach(file::floats);
            for (int first = 0; first < 2; first++) {
                try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                    FrozenNetwork network = known.architecture().open(known, manager, EDGE, first);
                    NDArray x = NativeArrays.of(manager, new Shape(1, 3, EDGE, EDGE), drawn());
                    NDArray cells = network.cells(x, manager);
                    long across = EDGE / network.stride();
                    if (!cells.getShape().equals(new Shape(1, across * across, network.depth()))) {
                        throw new IllegalStateException(name + ": " + cells.getShape());
                    }
                    depths[first] = network.depth();
                    for (float value : cells.toFloatArray()) {
                        if (!Float.isFinite(value)) {
                            throw new NetworkFileException(name + " can't be used: "
                                    + known.architecture().title()
                                    + " with these weights gives numbers that are not finite.");
                        }
                        largest[first] = Math.max(largest[first], Math.abs(value));
                    }
                }
            }
        }
        if (largest[0] == 0 || largest[1] == 0) {
            throw new NetworkFileException(
                    name + " can't be used: with these weights every number that comes out is 0.");
        }
        return String.format(
                Locale.ROOT,
                "A drawn image of %d pixels gave %d numbers a cell for defects (largest %.3g) and %d for objects (largest %.3g).",
                EDGE,
                depths[0],
                largest[0],
                depths[1],
                largest[1]);
    }

    /** A disk on a slope, standardized. */
    private static float[] drawn() {
        float[] pixels = new float[3 * EDGE * EDGE];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % EDGE - EDGE / 2;
            int y = i / EDGE % EDGE - EDGE / 2;
            int channel = i / (EDGE * EDGE);
            pixels[i] = x * x + y * y < EDGE * EDGE / 16 ? 1.5f : (1f + channel) * x / EDGE;
        }
        return pixels;
    }
}
