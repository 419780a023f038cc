package oddboard.detector.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.safetensors.SafetensorsFile;

/** Compares a network's layers with those that {@code reference.py} computed in numpy. */
final class ReferencePass {
    private static final Path EXPECTED = Path.of("src/test/resources/oddboard/detector/backbone/expected.txt");

    private ReferencePass() {}

    static void check(Architecture architecture, Path folder) throws IOException {
        Path path = folder.resolve("weights");
        MadeUpNetwork.of(architecture).write(path);
        List<String[]> expected = Files.readAllLines(EXPECTED).stream()
                .map(line -> line.split("\t"))
                .filter(line -> line[0].equals(architecture.name()))
                .toList();
        assertThat(expected).isNotEmpty();
        int edge = Integer.parseInt(expected.getFirst()[2]);
        float[] pixels = MadeUpNetwork.uniform("input", 2 * 3 * edge * edge);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] *= architecture.title().equals("MobileNetV2") ? 60 : 2;
        }
        try (SafetensorsFile file = SafetensorsFile.open(path, "made up");
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            KnownFile known = KnownFile.of(file);
            assertThat(known.architecture()).isEqualTo(architecture);
            NDArray x = NativeArrays.of(manager, new Shape(2, 3, edge, edge), pixels);
            List<NDArray> layers = layers(known, edge, x, manager);
            assertThat(layers).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                compare(expected.get(i), layers.get(i));
            }
        }
    }

    private static List<NDArray> layers(KnownFile known, int edge, NDArray x, NDManager manager) {
        Architecture architecture = known.architecture();
        if (!architecture.isTransformer()) {
            return new ConvNet(architecture.blocks(), known, manager, 2).maps(x, manager);
        }
        var network = (VisionTransformer) architecture.open(known, manager, edge, 0);
        List<NDArray> layers = new ArrayList<>();
        for (int count : new int[] {1, 4, 8, 12}) {
            layers.add(network.block(x, count, manager));
        }
        layers.add(network.cells(x, manager));
        return layers;
    }

    private static void compare(String[] expected, NDArray layer) {
        long[] shape =
                Arrays.stream(expected[3].split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(layer.getShape().getShape()).as(expected[1]).isEqualTo(shape);
        int step = Integer.parseInt(expected[4]);
        double largest = Double.parseDouble(expected[5]);
        String[] values = expected[6].split(" ");
        float[] actual = layer.toFloatArray();
        double apart = 0;
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            apart = Math.max(apart, Math.abs(actual[i * step] - Double.parseDouble(values[i])));
        }
        for (float value : actual) {
            most = Math.max(most, Math.abs(value));
        }
        System.out.printf("%s, %s: %.1e apart, values up to %.3g%n", expected[0], expected[1], apart, largest);
        assertThat(values.length).isGreaterThan(100);
        assertThat(largest).isGreaterThan(0.5);
        assertThat(most).isBetween(largest * 0.9999, largest * 1.0001);
        assertThat(apart).as(expected[1]).isLessThan(2e-5 * largest);
    }
}
