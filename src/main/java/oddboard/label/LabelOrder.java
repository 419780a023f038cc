package oddboard.label;

/** Whether the order of images reveals labels: the runs test of Wald and Wolfowitz (1940). */
final class LabelOrder {
    /** Of a standard normal distribution: chance alone goes so far once in 370 times. */
    private static final double LIMIT = 3;

    private LabelOrder() {}

    /** Whether labels of one kind stand together, or alternate, more than they would in a random order. */
    static boolean reveals(boolean[] anomalous) {
        double n = anomalous.length;
        double positive = 0;
        double runs = 0;
        for (int i = 0; i < anomalous.length; i++) {
            positive += anomalous[i] ? 1 : 0;
            runs += i == 0 || anomalous[i] != anomalous[i - 1] ? 1 : 0;
        }
        double product = 2 * positive * (n - positive);
        double mean = product / n + 1;
        double variance = product * (product - n) / (n * n * (n - 1));
        return variance > 0 && Math.abs(runs - mean) > LIMIT * Math.sqrt(variance);
    }
}
