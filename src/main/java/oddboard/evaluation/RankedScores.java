package oddboard.evaluation;

/**
 * A run's scores and the order that they put the test images in; arrays are shared, nobody writes to them.
 *
 * @param scores of the test images
 * @param order test images, the most anomalous first; equal scores in the images' order
 * @param rank of the test images, from 1
 */
public record RankedScores(double[] scores, int[] order, int[] rank) {

    static RankedScores of(double[] scores) {
        int[] order = descending(scores);
        var rank = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            rank[order[k]] = k + 1;
        }
        return new RankedScores(scores, order, rank);
    }

    /** A merge sort of places: no object is made for any of them. */
    private static int[] descending(double[] scores) {
        int n = scores.length;
        var from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        var to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                merge(scores, from, to, start, Math.min(n, start + width), Math.min(n, start + 2 * width));
            }
            int[] other = from;
            from = to;
            to = other;
        }
        return from;
    }

    private static void merge(double[] scores, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int k = start; k < end; k++) {
            boolean takeLeft = left < middle && (right >= end || scores[from[left]] >= scores[from[right]]);
            to[k] = takeLeft ? from[left++] : from[right++];
        }
    }

    int bytes() {
        return 16 * scores.length;
    }
}
