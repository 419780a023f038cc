package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

/** The rectangle that a mask fills. */
final class MaskBounds {
    private MaskBounds() {}

    /** Left, top, right and bottom; right and bottom lie outside. */
    static int[] of(byte[] mask, int size) {
        int left = size, top = size, right = -1, bottom = -1, count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                left = Math.min(left, i % size);
                right = Math.max(right, i % size);
                top = Math.min(top, i / size);
                bottom = Math.max(bottom, i / size);
                count++;
            }
        }
        assertThat(count).isEqualTo((right - left + 1) * (bottom - top + 1));
        return new int[] {left, top, right + 1, bottom + 1};
    }
}
