package oddboard.detector;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A TorchScript module from uint8 images [N, S, S, C] to scores [N] and maps [N, S, S], on the CPU. For one thread. */
public final class ScriptedModel implements AutoCloseable {
    private final NDManager manager;
    private final PtSymbolBlock module;

    private ScriptedModel(NDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /** @throws TrainingException where the engine can't read it */
    public static ScriptedModel load(Path file) throws IOException {
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            return new ScriptedModel(manager, JniUtils.loadModule((PtNDManager) manager, in, false, false));
        } catch (EngineException | OutOfMemoryError e) {
            manager.close();
            throw failure("The engine can't read the TorchScript module: ", e);
        } catch (IOException | RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Images {@code from} to {@code from + count}.
     *
     * @return scores, then maps, row by row, one image after the other
     */
    public float[][] run(ImageSource images, int from, int count) {
        try {
            return forward(images, from, count);
        } catch (EngineException | OutOfMemoryError e) {
            throw failure("The engine can't run the TorchScript module: ", e);
        }
    }

    private float[][] forward(ImageSource images, int from, int count) {
        ImageShape shape = images.shape();
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(count, shape.elements()))
                .order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            images.read(from + i, pixels);
        }
        pixels.flip();
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        try (NDManager scope = manager.newSubManager()) {
            Shape sizes = new Shape(count, shape.size(), shape.size(), shape.channels());
            NDArray input = scope.create(pixels, sizes, DataType.UINT8);
            NDList result = IValueUtils.forward(module, new NDList(input), true);
            result.attach(scope);
            return new float[][] {result.get(0).toFloatArray(), result.get(1).toFloatArray()};
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    /** Such as "libtorch 2.7.1". */
    public static String runtime() {
        return "libtorch "
                + ai.djl.engine.Engine.getEngine("PyTorch").getVersion().replaceFirst("-.*", "");
    }

    static TrainingException failure(String what, Throwable e) {
        return EngineFailures.of(
                e, what + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
