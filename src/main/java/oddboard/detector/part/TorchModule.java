package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A stateless TorchScript module, loaded from the text of its class {@code Ops}. Safe for several threads. */
public final class TorchModule {
    private static final NDManager MANAGER = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private static final String[] LISTS = {"a[]", "b[]", "c[]", "d[]"};
    private final PtSymbolBlock module;

    private TorchModule(PtSymbolBlock module) {
        this.module = module;
    }

    /** @param resource name of the text, in the package of {@code beside} */
    public static TorchModule load(Class<?> beside, String resource) {
        try {
            byte[] archive = OpsArchive.bytes(beside, resource);
            return new TorchModule(
                    JniUtils.loadModule((PtNDManager) MANAGER, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls a method outside the gradient's graph, whatever the thread's mode; a new thread records by default.
     *
     * @param arguments each an NDArray, or an NDList for a list
     */
    public NDList plain(String method, NDManager into, Object... arguments) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return call(method, into, arguments);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    /**
     * As {@link #plain}, with numbers among the arguments, which are passed as the arrays that the engine wants.
     *
     * @param arguments NDArray, NDList, Integer, Long or Double
     */
    public NDList compute(String method, NDManager into, Object... arguments) {
        Object[] arrays = new Object[arguments.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = switch (arguments[i]) {
                case Double number -> NativeArrays.host(into, number);
                case Number number -> NativeArrays.host(into, number.longValue());
                default -> arguments[i];
            };
        }
        return plain(method, into, arrays);
    }

    /** As {@link #plain}, but gradients flow through it in the mode that the thread is in. */
    // DJL tells lists and the method's name by the arrays' names.
    public NDList call(String method, NDManager into, Object... arguments) {
        // Profiled graphs differ in rounding between the first calls and the later ones.
        JniUtils.setGraphExecutorOptimize(false);
        NDList inputs = new NDList();
        int lists = 0;
        for (Object argument : arguments) {
            if (argument instanceof NDArray array) {
                array.setName(null);
                inputs.add(array);
            } else {
                for (NDArray array : (NDList) argument) {
                    array.setName(LISTS[lists]);
                    inputs.add(array);
                }
                lists++;
            }
        }
        try (NDArray name = MANAGER.zeros(new Shape())) {
            name.setName("module_method:" + method);
            inputs.add(name);
            NDList results = IValueUtils.forward(module, inputs, true);
            for (NDArray result : results) {
                if (result.getManager() != into) {
                    result.attach(into);
                }
            }
            return results;
        }
    }
}
