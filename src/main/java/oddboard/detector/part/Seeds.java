package oddboard.detector.part;

import java.util.SplittableRandom;

/** Independent random streams derived from one seed, so that any point of a training can be taken up again. */
public final class Seeds {
    private Seeds() {}

    /** A seed for the stream that the numbers name. */
    public static long mix(long seed, long... path) {
        long mixed = step(seed);
        for (long number : path) {
            mixed = step(mixed ^ step(number + 0x632BE59BD9B4E019L));
        }
        return mixed;
    }

    public static SplittableRandom random(long seed, long... path) {
        return new SplittableRandom(mix(seed, path));
    }

    /** Every number from 0 below {@code count} once, in random order. */
    public static int[] permutation(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static long step(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
