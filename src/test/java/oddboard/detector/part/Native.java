package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.detector.ImageSource;

/** A copy of a model that trains and scores wholly inside libtorch. */
final class Native implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    private final PtSymbolBlock module;
    private final Map<String, NDList> lists = new TreeMap<>();
    private final List<String> order;
    private final NDArray images;
    private final NDArray step;

    Native(NetworkModel model, ImageSource source) throws IOException {
        WholeStep whole = new WholeStep(model);
        order = whole.lists();
        module = JniUtils.loadModule(
                (PtNDManager) manager,
                new ByteArrayInputStream(OpsArchive.of(whole.source().getBytes(StandardCharsets.UTF_8))),
                false,
                false);
        for (int i = 0; i < 2; i++) {
            NDList parameters = new NDList();
            NDList m = new NDList();
            NDList v = new NDList();
            for (var parameter : whole.script().trained(i)) {
                NDArray copy = copy(parameter.getArray());
                copy.setRequiresGradient(true);
                parameters.add(copy);
                m.add(manager.zeros(copy.getShape()));
                v.add(manager.zeros(copy.getShape()));
            }
            lists.put("p" + i, parameters);
            lists.put("m" + i, m);
            lists.put("v" + i, v);
        }
        NDList running = new NDList();
        whole.script().running().forEach(parameter -> running.add(copy(parameter.getArray())));
        lists.put("r", running);
        step = manager.zeros(new Shape(), DataType.FLOAT32);
        int elements = source.shape().elements();
        ByteBuffer bytes = NativeArrays.direct((long) source.count() * elements);
        for (int i = 0; i < source.count(); i++) {
            source.read(i, bytes);
        }
        bytes.flip();
        int size = source.shape().size();
        images = NativeArrays.over(
                        manager,
                        bytes,
                        new Shape(source.count(), size, size, source.shape().channels()),
                        DataType.UINT8)
                .duplicate();
    }

    private NDArray copy(NDArray array) {
        JniUtils.setGradMode(false);
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }

    /** Trains on these images in this order, and returns the sum of the batches' losses. */
    double fit(int[] indices) {
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            long[] wide = java.util.Arrays.stream(indices).asLongStream().toArray();
            NDList result = call("fit", order, List.of(images, scope.create(wide), step));
            result.attach(scope);
            return result.head().toFloatArray()[0];
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    double[] score() {
        JniUtils.setGradMode(false);
        List<String> used = order.stream()
                .filter(name -> !name.startsWith("m") && !name.startsWith("v"))
                .toList();
        // The reconstructions come as well, or libtorch would see that nobody wants them and leave them out.
        try (NDList result = call("score", used, List.of(images, step))) {
            return result.head().toDoubleArray();
        }
    }

    private NDList call(String method, List<String> names, List<NDArray> first) {
        // Here libtorch may choose freely.
        JniUtils.setGraphExecutorOptimize(true);
        NDList inputs = new NDList();
        for (NDArray array : first) {
            array.setName(null);
            inputs.add(array);
        }
        for (String name : names) {
            for (NDArray array : lists.get(name)) {
                array.setName(name + "[]");
                inputs.add(array);
            }
        }
        try (NDArray name = manager.zeros(new Shape())) {
            name.setName("module_method:" + method);
            inputs.add(name);
            return IValueUtils.forward(module, inputs, true);
        } finally {
            JniUtils.setGraphExecutorOptimize(false);
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
