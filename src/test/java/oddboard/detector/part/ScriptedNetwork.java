package oddboard.detector.part;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what the blocks of a network compute as lines of TorchScript, over lists of its arrays: {@code p0}, {@code p1} what
 * each optimizer trains, {@code r} the running statistics.
 */
final class ScriptedNetwork {
    private final List<List<Parameter>> trained = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<Parameter> running = new ArrayList<>();
    private final int channels;
    private int variables;

    ScriptedNetwork(Network network, int channels) {
        this.channels = channels;
        for (NetworkPart part : network.parts()) {
            for (Parameter parameter : part.block().getParameters().values()) {
                (parameter.requiresGradient() ? trained.get(part.optimizer()) : running).add(parameter);
            }
        }
    }

    /** Lines so far, the variable that holds the result, and its shape without the batch. */
    record Value(String name, long[] shape) {}

    List<Parameter> trained(int optimizer) {
        return trained.get(optimizer);
    }

    List<Parameter> running() {
        return running;
    }

    /** Appends the lines that compute {@code block} of {@code x}. */
    Value forward(Block block, Value x, boolean training, StringBuilder lines) {
        if (block instanceof Chain chain) {
            List<Block> blocks = chain.getChildren().values();
            Value now = x;
            for (int i = 0; i < blocks.size(); i++) {
                now = blocks.get(i) instanceof LambdaBlock shape && !isActivation(shape)
                        ? reshaped(now, i + 1 < blocks.size() ? blocks.get(i + 1) : null, lines)
                        : forward(blocks.get(i), now, training, lines);
            }
            return now;
        }
        if (block instanceof ResidualBlock) {
            List<Block> chains = block.getChildren().values();
            Value main = forward(chains.get(0), x, training, lines);
            Value beside = chains.size() == 1 ? x : forward(chains.get(1), x, training, lines);
            return line(lines, "torch.relu_(torch.add_(%s, %s))".formatted(main.name(), beside.name()), main.shape());
        }
        List<Parameter> own = block.getDirectParameters().values();
        if (block instanceof Linear) {
            return line(
                    lines,
                    "torch.linear(%s, %s, %s)".formatted(x.name(), name(own.get(0)), name(own.get(1))),
                    own.get(0).getShape().get(0));
        }
        if (block instanceof Conv2d) {
            Shape weight = own.get(0).getShape();
            long kernel = weight.get(2);
            // from one known fact of the layers here: 4x4 kernels halve, the others keep what their output says
            long[] out =
                    block.getOutputShapes(new Shape[] {batch(x)})[0].slice(1).getShape();
            long stride = x.shape()[1] / out[1];
            long padding = (kernel - 1) / 2;
            String bias = own.size() == 1 ? "None" : name(own.get(1));
            return line(
                    lines,
                    "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], 1)"
                            .formatted(x.name(), name(own.get(0)), bias, stride, stride, padding, padding),
                    out);
        }
        if (block instanceof ConvTranspose) {
            long[] out =
                    block.getOutputShapes(new Shape[] {batch(x)})[0].slice(1).getShape();
            return line(
                    lines,
                    "torch.conv_transpose2d(%s, %s, %s, [2, 2], [1, 1])"
                            .formatted(x.name(), name(own.get(0)), name(own.get(1))),
                    out);
        }
        if (block instanceof BatchNorm) {
            String[] names = own.stream().map(this::name).toArray(String[]::new);
            return line(
                    lines,
                    "torch.batch_norm(%s, %s, %s, %s, %s, %s, 0.1, 1e-05, True)"
                            .formatted(x.name(), names[0], names[1], names[2], names[3], training ? "True" : "False"),
                    x.shape());
        }
        if (block instanceof Dropout) {
            return line(
                    lines, "torch.dropout(%s, 0.2, %s)".formatted(x.name(), training ? "True" : "False"), x.shape());
        }
        if (block instanceof LambdaBlock activation && isActivation(activation)) {
            return line(
                    lines,
                    "torch.%s(%s)".formatted(activation.getName().equals("ReLU") ? "relu" : "tanh", x.name()),
                    x.shape());
        }
        throw new IllegalArgumentException("no line for " + block);
    }

    private static boolean isActivation(LambdaBlock block) {
        return block.getName().equals("ReLU") || block.getName().equals("Tanh");
    }

    private Value reshaped(Value x, Block next, StringBuilder lines) {
        if (x.shape().length > 1) {
            return line(lines, "torch.flatten(" + x.name() + ", 1)", elements(x));
        }
        long maps = next == null
                ? channels
                : next.getDirectParameters().values().get(0).getShape().get(0);
        long edge = Math.round(Math.sqrt((double) elements(x) / maps));
        return line(
                lines, "torch.reshape(%s, [-1, %d, %d, %d])".formatted(x.name(), maps, edge, edge), maps, edge, edge);
    }

    private static long elements(Value x) {
        return new Shape(x.shape()).size();
    }

    private static Shape batch(Value x) {
        return new Shape(1).addAll(new Shape(x.shape()));
    }

    /** A list's element, by the parameter's place among its optimizer's or among the running statistics. */
    private String name(Parameter parameter) {
        for (int optimizer = 0; optimizer < trained.size(); optimizer++) {
            if (trained.get(optimizer).contains(parameter)) {
                return "p" + optimizer + "[" + trained.get(optimizer).indexOf(parameter) + "]";
            }
        }
        return "r[" + running.indexOf(parameter) + "]";
    }

    Value line(StringBuilder lines, String expression, long... shape) {
        String name = "x" + variables++;
        lines.append(name).append(" = ").append(expression).append('\n');
        return new Value(name, shape);
    }
}
