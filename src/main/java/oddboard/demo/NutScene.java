package oddboard.demo;

import java.util.Random;

/** A hexagon nut from above, on a dark mat, under a lamp from the side; how it lies and is lit varies a little. */
final class NutScene {
    private static final double FLAT = 0.66; // from the middle to a side; the image reaches from -1 to 1
    private static final double FACE = 0.615; // where the turned face ends and the chamfer begins
    private static final double COS_30 = Math.sqrt(3) / 2;
    private static final double BORE = 0.40;
    private static final double HOLE = 0.345;

    private final double x;
    private final double y;
    private final double cos;
    private final double sin;
    private final double scale;
    private final double[] light;
    private final double lamp;
    private final double mat;
    private final double warm;
    private final double threadTurn;
    private final SmoothNoise noise;

    NutScene(Random random) {
        x = 0.015 * clipped(random);
        y = 0.015 * clipped(random);
        double turn = Math.toRadians(1.6 * clipped(random));
        cos = Math.cos(turn);
        sin = Math.sin(turn);
        scale = 1 + 0.008 * clipped(random);
        double from = Math.toRadians(-125 + 4 * clipped(random));
        light = new double[] {0.55 * Math.cos(from), 0.55 * Math.sin(from), 0.835};
        lamp = 1 + 0.02 * clipped(random);
        mat = 0.15 * (1 + 0.04 * clipped(random));
        warm = 0.008 * clipped(random);
        threadTurn = random.nextDouble() * 2 * Math.PI;
        noise = new SmoothNoise(random.nextLong());
    }

    /** Nothing is further out than two deviations: a good part is never odd. */
    static double clipped(Random random) {
        return Math.clamp(random.nextGaussian(), -2, 2);
    }

    double[] light() {
        return light.clone();
    }

    /** @param color red, green, blue, 0 to 1, at a place of the image from -1 to 1 */
    void shade(double px, double py, NutDefect defect, double[] color) {
        double dx = (px - x) / scale;
        double dy = (py - y) / scale;
        double u = cos * dx + sin * dy;
        double v = -sin * dx + cos * dy;
        double radius = Math.hypot(u, v);
        double inside = defect.missing(u, v, noise);
        double edge = Math.max(hexagon(u, v), inside);
        if (edge > 0 || radius < HOLE - 0.05) {
            mat(px, py, u, v, edge, radius, color, defect);
        } else if (inside > -0.035) {
            broken(u, v, color);
        } else {
            metal(u, v, radius, defect, color);
        }
        for (int c = 0; c < 3; c++) {
            color[c] *= lamp * (1 - 0.10 * (px * light[0] * -1 + py * light[1] * -1));
        }
    }

    /** Below 0 inside; rounded where two sides meet. */
    private static double hexagon(double u, double v) {
        // By its symmetry the two nearest sides are enough.
        double side = Math.abs(v) - FLAT;
        double slanted = Math.abs(u) * COS_30 + Math.abs(v) * 0.5 - FLAT;
        double most = Math.max(side, slanted);
        double other = Math.min(side, slanted);
        return other < most - 0.2 ? most : most + Math.log1p(Math.exp(45 * (other - most))) / 45;
    }

    private void mat(
            double px, double py, double u, double v, double edge, double radius, double[] color, NutDefect defect) {
        double weave = 0.08 * noise.at(px * 26, py * 26) + 0.05 * Math.sin(px * 88) * Math.sin(py * 88);
        double su = u + 0.16 * light[0];
        double sv = v + 0.16 * light[1];
        double shadowEdge = Math.max(hexagon(su, sv), defect.missing(su, sv, noise));
        double shadow = 0.62 * smooth(0.10, -0.10, shadowEdge) + 0.20 * smooth(0.10, 0, edge);
        if (radius < HOLE) {
            shadow = 0.75;
        }
        double gray = mat * (1 + weave) * (1 - Math.min(0.85, shadow));
        color[0] = gray * 0.92;
        color[1] = gray * 0.98;
        color[2] = gray * 1.12;
    }

    private void metal(double u, double v, double radius, NutDefect defect, double[] color) {
        double angle = Math.atan2(v, u);
        double cosA = u / radius;
        double sinA = v / radius;
        double gray;
        if (radius < HOLE) {
            double lit = Math.max(0, -(cosA * light[0] + sinA * light[1]));
            double thread = Math.sin(radius * 260 + angle + threadTurn);
            gray = 0.10 + 0.42 * lit * (0.55 + 0.45 * thread);
        } else if (radius < BORE) {
            gray = lit(-0.62 * cosA, -0.62 * sinA, 0.78) * 0.9;
        } else if (radius < FACE) {
            // Fine grooves around the middle shine where they lie across the light.
            double across = (cosA * light[0] + sinA * light[1]) / 0.55;
            double groove = 0.030 * noise.at(radius * 95, angle * 0.7) + 0.018 * noise.at(radius * 210, angle * 3);
            gray = 0.53 + 0.27 * Math.pow(Math.abs(across), 3) + groove + 0.015 * noise.at(u * 9, v * 9);
            gray += 0.10 * smooth(FACE - 0.02, FACE, radius) * Math.max(0, -across);
        } else {
            gray = lit(0.42 * cosA, 0.42 * sinA, 0.907) * 0.78 + 0.02 * noise.at(u * 30, v * 30);
            gray *= 1 - 0.25 * smooth(FLAT, FLAT + 0.12, radius);
        }
        gray = Math.max(0.02, gray + defect.relief(u, v));
        color[0] = gray * (0.97 + warm);
        color[1] = gray;
        color[2] = gray * (1.04 - warm);
        defect.tint(u, v, noise, color);
    }

    private void broken(double u, double v, double[] color) {
        double gray = 0.34 + 0.16 * noise.at(u * 40, v * 40) + 0.08 * noise.at(u * 90, v * 90);
        color[0] = gray * 0.98;
        color[1] = gray;
        color[2] = gray * 1.02;
    }

    private double lit(double nx, double ny, double nz) {
        double facing = nx * light[0] + ny * light[1] + nz * light[2];
        return 0.16 + 0.62 * Math.max(0, facing) + 0.35 * Math.pow(Math.max(0, facing), 24);
    }

    /** 0 at {@code from}, 1 at {@code to}, smooth between. */
    static double smooth(double from, double to, double value) {
        double t = Math.clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
