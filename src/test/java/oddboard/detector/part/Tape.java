package oddboard.detector.part;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reverse-mode differentiation in double precision by plain loops, written from the definitions: slow, and independent. */
final class Tape {
    private final List<Runnable> backward = new ArrayList<>();

    /** An array with its gradient; images are [N, C, H, W]. */
    static final class Var {
        final double[] v;
        final double[] g;
        final int[] shape;

        Var(double[] values, int... shape) {
            v = values;
            g = new double[values.length];
            this.shape = shape;
        }
    }

    /** Gradients of a scalar into every array's {@code g}, on top of what is there. */
    void backward(Var loss) {
        loss.g[0] = 1;
        for (Runnable step : backward.reversed()) {
            step.run();
        }
    }

    /** @param bias null for none */
    Var conv(Var x, Var w, Var bias, int stride, int padding) {
        int k = w.shape[2];
        int out = (x.shape[2] + 2 * padding - k) / stride + 1;
        Var y = new Var(new double[x.shape[0] * w.shape[0] * out * out], x.shape[0], w.shape[0], out, out);
        Taps taps = (output, input, weight) -> y.v[output] += x.v[input] * w.v[weight];
        connect(y, x, w, stride, padding, taps);
        addBias(y, bias);
        backward.add(() -> connect(y, x, w, stride, padding, (output, input, weight) -> {
            x.g[input] += y.g[output] * w.v[weight];
            w.g[weight] += y.g[output] * x.v[input];
        }));
        return y;
    }

    /** Weight [I, O, 4, 4], stride 2, padding 1: the adjoint of the convolution from its output to its input. */
    Var convTranspose(Var x, Var w, Var bias) {
        int out = 2 * x.shape[2];
        Var y = new Var(new double[x.shape[0] * w.shape[1] * out * out], x.shape[0], w.shape[1], out, out);
        connect(x, y, w, 2, 1, (input, output, weight) -> y.v[output] += x.v[input] * w.v[weight]);
        addBias(y, bias);
        backward.add(() -> connect(x, y, w, 2, 1, (input, output, weight) -> {
            x.g[input] += y.g[output] * w.v[weight];
            w.g[weight] += y.g[output] * x.v[input];
        }));
        return y;
    }

    private interface Taps {
        void at(int small, int large, int weight);
    }

    /** Every product of a convolution from {@code large} to {@code small} with weight [small's C, large's C, k, k]. */
    private static void connect(Var small, Var large, Var w, int stride, int padding, Taps taps) {
        int k = w.shape[2];
        int s = small.shape[2];
        int l = large.shape[2];
        for (int n = 0; n < small.shape[0]; n++) {
            for (int o = 0; o < w.shape[0]; o++) {
                for (int i = 0; i < w.shape[1]; i++) {
                    for (int y = 0; y < s; y++) {
                        for (int x = 0; x < s; x++) {
                            for (int ky = 0; ky < k; ky++) {
                                int ly = y * stride - padding + ky;
                                for (int kx = 0; kx < k; kx++) {
                                    int lx = x * stride - padding + kx;
                                    if (ly >= 0 && ly < l && lx >= 0 && lx < l) {
                                        taps.at(
                                                ((n * w.shape[0] + o) * s + y) * s + x,
                                                ((n * w.shape[1] + i) * l + ly) * l + lx,
                                                ((o * w.shape[1] + i) * k + ky) * k + kx);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private void addBias(Var y, Var bias) {
        if (bias == null) {
            return;
        }
        int channels = y.shape[1];
        int each = y.v.length / y.shape[0] / channels;
        for (int i = 0; i < y.v.length; i++) {
            y.v[i] += bias.v[i / each % channels];
        }
        backward.add(() -> {
            for (int i = 0; i < y.v.length; i++) {
                bias.g[i / each % channels] += y.g[i];
            }
        });
    }

    /** x [N, I] of any shape, weight [O, I]. */
    Var linear(Var x, Var w, Var bias) {
        int inputs = w.shape[1];
        Var y = new Var(new double[x.shape[0] * w.shape[0]], x.shape[0], w.shape[0]);
        for (int i = 0; i < y.v.length; i++) {
            for (int j = 0; j < inputs; j++) {
                y.v[i] += x.v[i / w.shape[0] * inputs + j] * w.v[i % w.shape[0] * inputs + j];
            }
        }
        addBias(y, bias);
        backward.add(() -> {
            for (int i = 0; i < y.v.length; i++) {
                for (int j = 0; j < inputs; j++) {
                    x.g[i / w.shape[0] * inputs + j] += y.g[i] * w.v[i % w.shape[0] * inputs + j];
                    w.g[i % w.shape[0] * inputs + j] += y.g[i] * x.v[i / w.shape[0] * inputs + j];
                }
            }
        });
        return y;
    }

    /** In training the batch's mean and biased variance, and running statistics that follow by a tenth (unbiased). */
    Var batchNorm(Var x, Var gamma, Var beta, double[] runningMean, double[] runningVariance, boolean training) {
        int channels = x.shape[1];
        int each = x.v.length / x.shape[0] / channels;
        int count = x.shape[0] * each;
        double[] mean = runningMean.clone();
        double[] variance = runningVariance.clone();
        if (training) {
            java.util.Arrays.fill(mean, 0);
            java.util.Arrays.fill(variance, 0);
            for (int i = 0; i < x.v.length; i++) {
                mean[i / each % channels] += x.v[i] / count;
            }
            for (int i = 0; i < x.v.length; i++) {
                variance[i / each % channels] += Math.pow(x.v[i] - mean[i / each % channels], 2) / count;
            }
            for (int c = 0; c < channels; c++) {
                runningMean[c] += 0.1 * (mean[c] - runningMean[c]);
                runningVariance[c] += 0.1 * (variance[c] * count / (count - 1) - runningVariance[c]);
            }
        }
        double[] normal = new double[x.v.length];
        Var y = new Var(new double[x.v.length], x.shape);
        for (int i = 0; i < normal.length; i++) {
            int c = i / each % channels;
            normal[i] = (x.v[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5);
            y.v[i] = normal[i] * gamma.v[c] + beta.v[c];
        }
        backward.add(() -> {
            double[] sum = new double[channels];
            double[] product = new double[channels];
            for (int i = 0; i < normal.length; i++) {
                int c = i / each % channels;
                sum[c] += y.g[i];
                product[c] += y.g[i] * normal[i];
            }
            for (int i = 0; i < normal.length; i++) {
                int c = i / each % channels;
                double centered = training ? y.g[i] - sum[c] / count - normal[i] * product[c] / count : y.g[i];
                x.g[i] += gamma.v[c] / Math.sqrt(variance[c] + 1e-5) * centered;
            }
            for (int c = 0; c < channels; c++) {
                beta.g[c] += sum[c];
                gamma.g[c] += product[c];
            }
        });
        return y;
    }

    Var relu(Var x) {
        return each(x, i -> Math.max(0, x.v[i]), i -> x.v[i] > 0 ? 1. : 0.);
    }

    Var tanh(Var x) {
        return each(x, i -> Math.tanh(x.v[i]), i -> 1 - Math.pow(Math.tanh(x.v[i]), 2));
    }

    /** Dropout with this mask, which holds 0 or 1 / (1 - rate). */
    Var times(Var x, double[] mask) {
        return each(x, i -> x.v[i] * mask[i], i -> mask[i]);
    }

    Var exp(Var x) {
        return each(x, i -> Math.exp(x.v[i]), i -> Math.exp(x.v[i]));
    }

    Var scaled(Var x, double factor) {
        return each(x, i -> x.v[i] * factor, i -> factor);
    }

    private Var each(Var x, IntFunction<Double> value, IntFunction<Double> slope) {
        Var y = new Var(new double[x.v.length], x.shape);
        for (int i = 0; i < x.v.length; i++) {
            y.v[i] = value.apply(i);
        }
        backward.add(() -> {
            for (int i = 0; i < x.v.length; i++) {
                x.g[i] += y.g[i] * slope.apply(i);
            }
        });
        return y;
    }

    Var plus(Var a, Var b) {
        Var y = new Var(new double[a.v.length], a.shape);
        for (int i = 0; i < y.v.length; i++) {
            y.v[i] = a.v[i] + b.v[i];
        }
        backward.add(() -> {
            for (int i = 0; i < y.v.length; i++) {
                a.g[i] += y.g[i];
                b.g[i] += y.g[i];
            }
        });
        return y;
    }

    /** The same numbers in another shape. */
    Var reshaped(Var x, int... shape) {
        Var y = new Var(x.v, shape);
        backward.add(() -> {
            for (int i = 0; i < x.g.length; i++) {
                x.g[i] += y.g[i];
            }
        });
        return y;
    }

    /** Of two scalars. */
    Var product(Var a, Var b) {
        Var y = new Var(new double[] {a.v[0] * b.v[0]}, 1);
        backward.add(() -> {
            a.g[0] += y.g[0] * b.v[0];
            b.g[0] += y.g[0] * a.v[0];
        });
        return y;
    }

    /** Mean squared error to what stays as it is, a scalar. */
    Var mse(Var x, double[] target) {
        Var y = new Var(new double[1], 1);
        for (int i = 0; i < target.length; i++) {
            y.v[0] += Math.pow(x.v[i] - target[i], 2) / target.length;
        }
        backward.add(() -> {
            for (int i = 0; i < target.length; i++) {
                x.g[i] += y.g[0] * 2 * (x.v[i] - target[i]) / target.length;
            }
        });
        return y;
    }
}
