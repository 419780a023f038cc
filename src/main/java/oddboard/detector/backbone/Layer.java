package oddboard.detector.backbone;

/**
 * A convolution that keeps the edge or halves it, then hardswish(x) * scale + shift where it is activated.
 *
 * @param weight [O, I / groups, k, k], row by row
 * @param bias [O]
 */
record Layer(
        float[] weight,
        long[] shape,
        float[] bias,
        int stride,
        int groups,
        boolean activated,
        float scale,
        float shift) {

    /** What it computes, times {@code factor[o]} plus {@code offset[o]} for each output; before the activation. */
    Layer times(double[] factor, double[] offset) {
        float[] newWeight = weight.clone();
        float[] newBias = bias.clone();
        int each = weight.length / bias.length;
        for (int o = 0; o < bias.length; o++) {
            for (int i = o * each; i < (o + 1) * each; i++) {
                newWeight[i] = (float) (weight[i] * factor[o]);
            }
            newBias[o] = (float) (bias[o] * factor[o] + offset[o]);
        }
        return new Layer(newWeight, shape, newBias, stride, groups, activated, scale, shift);
    }

    Layer withActivation() {
        return new Layer(weight, shape, bias, stride, groups, true, scale, shift);
    }

    Layer withScale(float newScale, float newShift) {
        return new Layer(weight, shape, bias, stride, groups, activated, newScale, newShift);
    }
}
