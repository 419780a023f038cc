package oddboard.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import oddboard.detector.Graph;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** An ONNX model in ONNX Runtime, on the CPU. */
final class OnnxFile implements AutoCloseable {
    /** Images at once: few, for large ones take memory. */
    private static final int BATCH = 10;

    private final ImageShape shape;
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    /** @throws ExportException where it can't be loaded */
    OnnxFile(Path file, ImageShape shape) {
        this.shape = shape;
        try {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "oddboard");
            environment.setTelemetry(false);
            options = new OrtSession.SessionOptions();
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new ExportException("ONNX Runtime can't load the exported model: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new ExportException("ONNX Runtime can't be loaded on this worker's machine.", e);
        }
    }

    /** Scores of the file beside the program's. */
    static Comparison compare(Path file, OwnScores own) {
        int count = own.images().count();
        double[] scores = new double[count];
        try (OnnxFile onnx = new OnnxFile(file, own.images().shape())) {
            onnx.run(own.images(), 0, Math.min(count, BATCH));
            long start = System.nanoTime();
            for (int from = 0; from < count; from += BATCH) {
                float[] some = onnx.run(own.images(), from, Math.min(BATCH, count - from))
                        .scores();
                for (int i = 0; i < some.length; i++) {
                    scores[from + i] = some[i];
                }
            }
            return own.compare(
                    "ONNX Runtime " + onnx.environment.getVersion(), scores, (System.nanoTime() - start) / 1e6);
        }
    }

    /** What the graph gives for images {@code from} to {@code from + count}. */
    Result run(ImageSource images, int from, int count) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(count, shape.elements()))
                .order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            images.read(from + i, pixels);
        }
        pixels.flip();
        long[] sizes = {count, shape.size(), shape.size(), shape.channels()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, sizes, OnnxJavaType.UINT8);
                OrtSession.Result result =
                        session.run(Map.of(Graph.IMAGE.name(), tensor), Set.of(OnnxNodes.SCORE, OnnxNodes.MAP))) {
            return new Result(values(result, OnnxNodes.SCORE), values(result, OnnxNodes.MAP));
        } catch (OrtException e) {
            throw new ExportException("ONNX Runtime can't run the exported model: " + e.getMessage(), e);
        }
    }

    private static float[] values(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** A score and a map of each image, the maps row by row, one after the other. */
    record Result(float[] scores, float[] maps) {}

    @Override
    public void close() {
        try (options) {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
