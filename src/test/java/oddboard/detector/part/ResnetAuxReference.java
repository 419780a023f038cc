package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import oddboard.detector.part.Tape.Var;

/** The published training order of resnet-aux in double precision, over copies of a model's weights, one array after another. */
final class ResnetAuxReference {
    private static final double RATE = 1e-3;
    final List<Var> arrays = new ArrayList<>();
    private final List<double[]> first = new ArrayList<>();
    private final List<double[]> second = new ArrayList<>();
    private final boolean[] statistics;
    private final int autoencoderArrays;
    private int cursor;
    private Var x = new Var(new double[0]);
    private Var out = x;
    private int steps;
    double loss;
    double auxiliary;
    /** Set where a gradient is so small beside its array's largest that float32 may have got its sign wrong. */
    final List<boolean[]> uncertain = new ArrayList<>();

    /**
     * @param statistics which arrays are BatchNorm's running ones
     * @param autoencoderArrays how many of the arrays belong to the encoder and the first decoder
     */
    ResnetAuxReference(List<NDArray> weights, boolean[] statistics, int autoencoderArrays) {
        this.statistics = statistics;
        this.autoencoderArrays = autoencoderArrays;
        for (NDArray array : weights) {
            float[] values = array.toFloatArray();
            double[] wide = new double[values.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = values[i];
            }
            int[] shape = java.util.Arrays.stream(array.getShape().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            arrays.add(new Var(wide, shape));
            first.add(new double[wide.length]);
            second.add(new double[wide.length]);
            uncertain.add(new boolean[wide.length]);
        }
    }

    /** The first half of a batch: the autoencoder's step. */
    void stepAutoencoder(double[] pixels, int images, int size, double[] dropout) {
        x = new Var(pixels, images, 1, size, size);
        clear();
        Tape tape = new Tape();
        out = decode(tape, encode(tape, x, true, dropout));
        Var mse = tape.mse(out, pixels);
        tape.backward(mse);
        loss = mse.v[0];
        steps++;
        update(0, autoencoderArrays);
    }

    /** The second half, on the same batch: the second decoder's step. */
    void stepSecondDecoder(int epoch) {
        clear();
        Var code = encode(new Tape(), x, false, new double[0]);
        Tape aside = new Tape();
        cursor = autoencoderArrays;
        Var again = decode(aside, new Var(code.v, code.shape));
        Var follow = aside.exp(aside.scaled(aside.mse(again, out.v), epoch / 2 + 1));
        Var weighed = aside.product(follow, aside.mse(again, x.v));
        aside.backward(weighed);
        auxiliary = weighed.v[0];
        update(autoencoderArrays, arrays.size());
    }

    /** Takes over what float32 made of weights whose gradient's sign is uncertain. */
    void adopt(List<NDArray> weights, boolean secondDecoder) {
        for (int a = 0; a < (secondDecoder ? arrays.size() : autoencoderArrays); a++) {
            float[] values = weights.get(a).toFloatArray();
            for (int i = 0; i < values.length; i++) {
                if (uncertain.get(a)[i]) {
                    arrays.get(a).v[i] = values[i];
                }
            }
        }
    }

    private void clear() {
        cursor = 0;
        arrays.forEach(array -> java.util.Arrays.fill(array.g, 0));
    }

    private Var next() {
        return arrays.get(cursor++);
    }

    private Var encode(Tape tape, Var x, boolean training, double[] dropout) {
        Var now = tape.relu(norm(tape, tape.conv(x, next(), null, 1, 1), training));
        for (int block = 0; block < 5; block++) {
            // the second block is the only one that keeps the size
            int stride = block == 1 ? 1 : 2;
            Var main = tape.relu(norm(tape, tape.conv(now, next(), next(), stride, 1), training));
            main = norm(tape, tape.conv(main, next(), next(), 1, 1), training);
            Var beside = stride == 1 ? now : norm(tape, tape.conv(now, next(), next(), stride, 0), training);
            now = tape.relu(tape.plus(main, beside));
        }
        if (training) {
            now = tape.times(now, dropout);
        }
        return tape.relu(norm(tape, tape.linear(now, next(), next()), training));
    }

    private Var decode(Tape tape, Var code) {
        Var now = tape.relu(norm(tape, tape.linear(code, next(), next()), true));
        int channels = arrays.get(cursor).shape[0];
        int small = (int) Math.round(Math.sqrt((double) now.shape[1] / channels));
        Var image = tape.reshaped(now, code.shape[0], channels, small, small);
        for (int layer = 0; layer < 3; layer++) {
            image = tape.relu(norm(tape, tape.convTranspose(image, next(), next()), true));
        }
        return tape.tanh(tape.convTranspose(image, next(), next()));
    }

    private Var norm(Tape tape, Var x, boolean training) {
        return tape.batchNorm(x, next(), next(), next().v, next().v, training);
    }

    /** AdamW as published (Loshchilov and Hutter, algorithm 2), decay 0.01; running statistics have no gradient. */
    private void update(int from, int to) {
        for (int a = from; a < to; a++) {
            Var array = arrays.get(a);
            if (statistics[a]) {
                continue;
            }
            double largest =
                    java.util.Arrays.stream(array.g).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < array.v.length; i++) {
                uncertain.get(a)[i] |= Math.abs(array.g[i]) < 1e-2 * largest || largest < 1e-9;
                first.get(a)[i] += 0.1 * (array.g[i] - first.get(a)[i]);
                second.get(a)[i] += 0.001 * (array.g[i] * array.g[i] - second.get(a)[i]);
                double m = first.get(a)[i] / (1 - Math.pow(0.9, steps));
                double v = second.get(a)[i] / (1 - Math.pow(0.999, steps));
                array.v[i] -= RATE * (0.01 * array.v[i] + m / (Math.sqrt(v) + 1e-8));
            }
        }
    }
}
