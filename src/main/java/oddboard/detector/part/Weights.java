package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Every array of a network: what is trained, by optimizer, and the running statistics beside it. */
public final class Weights {
    private static final int CHUNK = 1 << 20;
    private final NDManager manager;
    private final NDList all = new NDList();
    private final List<NDList> trained;

    public Weights(NDManager manager, List<NetworkPart> parts, long seed) {
        this.manager = manager;
        int optimizers =
                1 + parts.stream().mapToInt(NetworkPart::optimizer).max().orElseThrow();
        trained = java.util.stream.IntStream.range(0, optimizers)
                .mapToObj(i -> new NDList())
                .toList();
        SplittableRandom random = Seeds.random(seed);
        for (NetworkPart part : parts) {
            part.block().setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
            part.block().initialize(manager, DataType.FLOAT32, part.input());
            draw(part.block(), random);
            for (Parameter parameter : part.block().getParameters().values()) {
                all.add(parameter.getArray());
                if (parameter.requiresGradient()) {
                    trained.get(part.optimizer()).add(parameter.getArray());
                }
            }
        }
    }

    /** Everything that a checkpoint must hold. */
    public NDList all() {
        return all;
    }

    /** By optimizer. */
    public List<NDList> trained() {
        return trained;
    }

    public long parameterCount() {
        return trained.stream().flatMap(NDList::stream).mapToLong(NDArray::size).sum();
    }

    /** PyTorch's default: weight and bias uniform within 1/sqrt(fan_in), fan_in being size(1) * kernel elements. */
    private void draw(Block block, SplittableRandom random) {
        block.getChildren().values().forEach(child -> draw(child, random));
        List<Parameter> own = block.getDirectParameters().values();
        own.stream()
                .filter(p -> p.getType() == Parameter.Type.WEIGHT)
                .findFirst()
                .ifPresent(weight -> {
                    Shape shape = weight.getShape();
                    double bound = 1 / Math.sqrt((double) shape.size() / shape.get(0));
                    own.forEach(parameter -> fill(parameter.getArray(), bound, random));
                });
    }

    private void fill(NDArray array, double bound, SplittableRandom random) {
        long size = array.size();
        ByteBuffer buffer = NativeArrays.direct(4 * Math.min(size, CHUNK));
        for (long from = 0; from < size; from += CHUNK) {
            long to = Math.min(size, from + CHUNK);
            for (int i = 0; i < to - from; i++) {
                buffer.putFloat(4 * i, (float) (bound * (2 * random.nextDouble() - 1)));
            }
            try (NDManager scope = manager.newSubManager()) {
                NDArray drawn = NativeArrays.over(scope, buffer, new Shape(to - from), DataType.FLOAT32);
                TorchOps.assign(scope, new NDList(TorchOps.slice(scope, array, from, to)), new NDList(drawn));
            }
        }
    }
}
