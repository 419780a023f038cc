package oddboard.metric;

/**
 * How far two reviewers agree beyond chance: Cohen's kappa, (p_o - p_e) / (1 - p_e), with p_o the share of images of which
 * both say the same and p_e that share if each had said it by chance as often as they did (J. Cohen, A Coefficient of
 * Agreement for Nominal Scales, 1960).
 */
public final class CohenKappa {
    private CohenKappa() {}

    /**
     * 1 = always the same, 0 = as by chance, below 0 = less than by chance.
     *
     * @param counts images by what the first says (row) and the second says (column); as many rows as columns
     * @return NaN without images, and where both say one thing of all
     */
    public static double of(int[][] counts) {
        long n = 0;
        long same = 0;
        long[] first = new long[counts.length];
        long[] second = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                n += counts[i][j];
                first[i] += counts[i][j];
                second[j] += counts[i][j];
            }
            same += counts[i][i];
        }
        double chance = 0;
        for (int i = 0; i < counts.length; i++) {
            chance += (double) first[i] * second[i];
        }
        // Without a division before the end, so that 1 is exactly 1.
        double square = (double) n * n;
        return square == chance ? Double.NaN : ((double) same * n - chance) / (square - chance);
    }
}
