package oddboard.detector.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import oddboard.detector.part.NativeArrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network rebuilt here against ONNX Runtime on the file itself. */
class LcNetTest {
    private static final List<String> OUTPUTS = List.of("p2o.Add.43", "p2o.Add.71", "p2o.Add.147");

    @ParameterizedTest
    @CsvSource({"2,96", "1,128", "3,64"})
    void itsMapsAreThoseOfOnnxRuntime(int images, int edge) throws Exception {
        float[] pixels = pixels(images * 3 * edge * edge);
        List<float[]> expected = byOnnxRuntime(pixels, images, edge);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            LcNet network = new LcNet(manager, 2);
            NDArray x = NativeArrays.of(manager, new Shape(images, 3, edge, edge), pixels);
            List<NDArray> maps = network.maps(x, manager);
            assertThat(maps).hasSize(3);
            for (int map = 0; map < 3; map++) {
                long across = edge / (4L << map);
                assertThat(maps.get(map).getShape())
                        .isEqualTo(new Shape(images, network.channels(map), across, across));
                float[] actual = maps.get(map).toFloatArray();
                double apart = 0;
                double largest = 0;
                for (int i = 0; i < actual.length; i++) {
                    apart = Math.max(apart, Math.abs(actual[i] - expected.get(map)[i]));
                    largest = Math.max(largest, Math.abs(expected.get(map)[i]));
                }
                System.out.printf("map %d at %d pixels: %.1e apart, values up to %.2f%n", map, edge, apart, largest);
                assertThat(largest).isGreaterThan(0.1);
                assertThat(apart).isLessThan(1e-4 * Math.max(1, largest));
            }
        }
    }

    private static float[] pixels(int count) {
        var random = new SplittableRandom(5);
        float[] pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return pixels;
    }

    private static List<float[]> byOnnxRuntime(float[] pixels, int images, int edge) throws Exception {
        ModelProto model = ModelProto.parseFrom(LcNetFile.bytes());
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        OUTPUTS.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
        byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(bytes);
                OnnxTensor x = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(pixels), new long[] {images, 3, edge, edge});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            List<float[]> maps = new ArrayList<>();
            for (String name : OUTPUTS) {
                FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
                float[] map = new float[values.remaining()];
                values.get(map);
                maps.add(map);
            }
            return maps;
        }
    }
}
