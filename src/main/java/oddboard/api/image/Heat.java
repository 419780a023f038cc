package oddboard.api.image;

/** Colors of error maps: from black over violet and orange to pale yellow, lightness rising evenly. */
final class Heat {
    private static final int[] STOPS = {
        0x000004, 0x1f0c48, 0x550f6d, 0x88226a, 0xba3655, 0xe35933, 0xf98c0a, 0xf9c932, 0xfcffa4
    };

    private Heat() {}

    /** @param share 0..1; beyond is taken as the nearest end */
    static int color(double share) {
        double at = Math.clamp(share, 0, 1) * (STOPS.length - 1);
        int from = (int) Math.min(at, STOPS.length - 2);
        double part = at - from;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = STOPS[from] >> shift & 0xff;
            int high = STOPS[from + 1] >> shift & 0xff;
            rgb |= (int) Math.round(low + part * (high - low)) << shift;
        }
        return rgb;
    }
}
