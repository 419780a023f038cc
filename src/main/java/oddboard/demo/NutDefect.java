package oddboard.demo;

import java.util.Random;

/** What is wrong with a nut, from hardly to plainly visible; places are in the nut's own frame. */
final class NutDefect {
    enum Kind {
        NONE,
        SCRATCH,
        DENT,
        STAIN,
        CHIP
    }

    private static final double FROM = 0.44;
    private static final double TO = 0.60;

    private final Kind kind;
    private final double[] light;
    private final double strength;
    private final double u;
    private final double v;
    private final double direction;
    private final double length;
    private final double width;
    private final double bend;

    private NutDefect(Kind kind, Random random, double[] light) {
        this.kind = kind;
        this.light = light;
        double place = random.nextDouble() * 2 * Math.PI;
        double radius = FROM + (TO - FROM) * random.nextDouble();
        double visible = random.nextDouble();
        this.strength = 0.35 + 0.85 * visible;
        switch (kind) {
            case SCRATCH -> {
                direction = random.nextDouble() * Math.PI;
                length = 0.14 + 0.36 * random.nextDouble();
                width = 0.014 + 0.018 * random.nextDouble();
                bend = 0.5 * random.nextGaussian();
            }
            case DENT -> {
                direction = 0;
                length = 0;
                width = 0.055 + 0.065 * random.nextDouble();
                bend = 0;
            }
            case STAIN -> {
                direction = random.nextDouble() * Math.PI;
                length = 0;
                width = 0.08 + 0.11 * random.nextDouble();
                bend = 0;
            }
            case CHIP -> {
                // at a corner, or somewhere along a side
                boolean corner = random.nextInt(3) > 0;
                place = Math.PI / 3 * random.nextInt(6) + (corner ? 0 : Math.PI / 6) + 0.12 * random.nextGaussian();
                radius = corner ? 0.80 : 0.72;
                direction = 0;
                length = 0;
                width = (corner ? 0.11 : 0.10) + 0.12 * visible;
                bend = 0;
            }
            default -> {
                direction = 0;
                length = 0;
                width = 1;
                bend = 0;
            }
        }
        this.u = radius * Math.cos(place);
        this.v = radius * Math.sin(place);
    }

    static NutDefect of(Kind kind, Random random, double[] light) {
        return new NutDefect(kind, random, light);
    }

    /** Above 0 where a piece is gone. */
    double missing(double atU, double atV, SmoothNoise noise) {
        if (kind != Kind.CHIP) {
            return -1;
        }
        double rough = 0.022 * noise.at(atU * 14 + 50, atV * 14) + 0.012 * noise.at(atU * 33, atV * 33 + 50);
        return width - Math.hypot(atU - u, atV - v) + rough;
    }

    /** What a change of the surface's height adds to its brightness. */
    double relief(double atU, double atV) {
        double du = atU - u;
        double dv = atV - v;
        if (kind == Kind.DENT) {
            double near = (du * du + dv * dv) / (width * width);
            double slope = Math.exp(-near) / width;
            return strength * (0.090 * slope * (du * light[0] + dv * light[1]) / width - 0.18 * Math.exp(-near * 1.5));
        }
        if (kind == Kind.SCRATCH) {
            double along = du * Math.cos(direction) + dv * Math.sin(direction);
            double aside = -du * Math.sin(direction) + dv * Math.cos(direction) - bend * along * along;
            double fade = NutScene.smooth(length, length * 0.6, Math.abs(along));
            double core = Math.exp(-aside * aside / (width * width));
            double bank = Math.exp(-(aside - 1.6 * width) * (aside - 1.6 * width) / (width * width));
            return strength * fade * (-0.36 * core + 0.18 * bank);
        }
        return 0;
    }

    void tint(double atU, double atV, SmoothNoise noise, double[] color) {
        if (kind != Kind.STAIN) {
            return;
        }
        double du = atU - u;
        double dv = atV - v;
        double along = du * Math.cos(direction) + dv * Math.sin(direction);
        double aside = -du * Math.sin(direction) + dv * Math.cos(direction);
        double far = Math.hypot(along, 1.4 * aside) / width + 0.35 * noise.at(atU * 12, atV * 12 + 90);
        double cover = NutScene.smooth(1.1, 0.7, far);
        double ring = Math.exp(-Math.pow((far - 0.85) / 0.16, 2));
        double amount = strength * (0.34 * cover + 0.18 * ring);
        color[0] *= 1 - amount * 0.55;
        color[1] *= 1 - amount * 0.85;
        color[2] *= 1 - amount * 1.15;
    }
}
