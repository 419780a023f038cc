package oddboard.demo;

/** Values from -1 to 1 that change smoothly over the plane; the same for the same seed. */
final class SmoothNoise {
    private final long seed;

    SmoothNoise(long seed) {
        this.seed = seed;
    }

    double at(double x, double y) {
        long x0 = (long) Math.floor(x);
        long y0 = (long) Math.floor(y);
        double fx = NutScene.smooth(0, 1, x - x0);
        double fy = NutScene.smooth(0, 1, y - y0);
        double top = corner(x0, y0) * (1 - fx) + corner(x0 + 1, y0) * fx;
        double bottom = corner(x0, y0 + 1) * (1 - fx) + corner(x0 + 1, y0 + 1) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    private double corner(long x, long y) {
        long hash = seed ^ x * 0x9e3779b97f4a7c15L ^ y * 0xc2b2ae3d27d4eb4fL;
        hash = (hash ^ hash >>> 31) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return (hash >> 11) * 0x1p-52;
    }
}
