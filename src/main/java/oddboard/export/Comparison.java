package oddboard.export;

import java.util.Arrays;

/**
 * Scores of an exported file beside those of the program, on the same images.
 *
 * @param runtime in which the exported file ran
 * @param images how many were compared
 * @param tiles how many tiles they have; 0 where they are seen whole
 * @param largestDifference largest relative difference, of a tile or an image: |exported - own| / the larger of |own| and
 *     the mean |own|. The mean keeps scores next to 0 from standing for no difference at all.
 * @param ownMilliseconds of the program for one image, single images being slower
 * @param exportedMilliseconds of the runtime for one image
 */
record Comparison(
        String runtime,
        int images,
        int tiles,
        double largestDifference,
        double ownMilliseconds,
        double exportedMilliseconds) {
    static double largestDifference(double[] own, double[] exported) {
        double mean = Arrays.stream(own).map(Math::abs).average().orElse(0);
        double largest = 0;
        for (int i = 0; i < own.length; i++) {
            double apart = Math.abs(exported[i] - own[i]);
            double relative = apart == 0 ? 0 : apart / Math.max(mean, Math.abs(own[i]));
            // Not a number is the worst of all.
            largest = relative <= largest ? largest : Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
        }
        return largest;
    }

    void require(String file) {
        if (!(largestDifference <= Bundles.TOLERANCE)) {
            throw new ExportException(String.format(
                    java.util.Locale.ROOT,
                    "The exported %s scores otherwise than the program: the largest relative difference of %d images is"
                            + " %.1e, and at most %.0e is allowed; the model was not exported.",
                    file,
                    images,
                    largestDifference,
                    Bundles.TOLERANCE));
        }
    }
}
