package oddboard.detector.patches;

import oddboard.detector.part.Seeds;

/** Which training images are kept from the heads, to calibrate their scores; nothing is stored, however many there are. */
final class HeldOut {
    private static final long STREAM = 7;
    private static final int SHARE = 5;
    private static final int SMALLEST = 2;
    static final int MAX = 2000;
    private final int count;
    private final long seed;
    private final int held;

    /** @param wanted false where nothing is to be held out */
    HeldOut(int count, long seed, boolean wanted) {
        this.count = count;
        this.seed = seed;
        int drawn = 0;
        for (int i = 0; wanted && i < count; i++) {
            drawn += drawn(i) ? 1 : 0;
        }
        held = drawn < SMALLEST || count - drawn < SMALLEST ? 0 : drawn;
    }

    private boolean drawn(int image) {
        return Long.remainderUnsigned(Seeds.mix(seed, STREAM, image), SHARE) == 0;
    }

    boolean has(int image) {
        return held > 0 && drawn(image);
    }

    int trained() {
        return count - held;
    }

    /** Images to calibrate with: some of those held out, or of all where so few are there that none could be spared. */
    int[] calibrating() {
        int all = held > 0 ? held : count;
        int[] images = new int[Math.min(MAX, all)];
        int found = 0;
        long seen = 0;
        for (int i = 0; i < count && found < images.length; i++) {
            if (held == 0 || drawn(i)) {
                if (seen * images.length / all == found) {
                    images[found++] = i;
                }
                seen++;
            }
        }
        return images;
    }
}
