package oddboard.image;

/**
 * In which range values were meant, by where nearly all of them lie. Resizing an image by cubic or Lanczos
 * interpolation takes values some percent beyond the range, and sensors have single pixels that are too bright.
 */
public final class RangeRule {
    /** The share of values that may lie anywhere. */
    private static final double STRAY = 1e-4;
    /** The share of values that interpolation may have taken above white, or otherwise be cut off. */
    public static final double FEW = 0.1;
    /** The share of values that may be clearly below black: more would be values around 0. */
    private static final double VERY_FEW = 0.02;

    private RangeRule() {}

    /** What values look like. */
    public enum Kind {
        /** Only 0 and 1, or only 0: a black image of any range, or a binary one. */
        BINARY,
        /** 0 to 1 with fractions. */
        UNIT,
        /** -1 to 1 with fractions. */
        SIGNED,
        /** Gray levels: 0 to 255, or to another bit depth. */
        LEVELS,
        /** In no range that images have, or in more than one. */
        UNCLEAR
    }

    /** @param range of no meaning where the kind is UNCLEAR */
    public record Verdict(Kind kind, ValueRange range) {}

    private static final Verdict UNCLEAR = new Verdict(Kind.UNCLEAR, ValueRange.UNIT);

    public static Verdict of(ValueType type, ValueStatistics values) {
        if (type.isByte()) {
            return new Verdict(Kind.LEVELS, type.whole());
        }
        if (values.isWhole() && values.min() >= 0 && values.max() <= 1) {
            return new Verdict(Kind.BINARY, ValueRange.UNIT);
        }
        boolean whole = type != ValueType.FLOAT || values.isWhole() && values.max() >= 2;
        if (whole) {
            return levels(type, values, true);
        }
        if (values.above(1.5) > STRAY || values.below(-1.5) > STRAY) {
            return values.above(16) > STRAY ? levels(type, values, false) : UNCLEAR;
        }
        return values.above(1.02) > FEW ? UNCLEAR : aroundOne(values);
    }

    private static Verdict aroundOne(ValueStatistics values) {
        if (values.below(-0.5) <= STRAY && values.below(-ValueStatistics.NEXT_TO) <= VERY_FEW) {
            return new Verdict(Kind.UNIT, ValueRange.UNIT);
        }
        // Images less their mean span 1, too, and may not be taken for images from -1 to 1.
        boolean wide = values.below(-0.55) > STRAY && values.above(0.55) > STRAY;
        return wide ? new Verdict(Kind.SIGNED, ValueRange.SIGNED) : UNCLEAR;
    }

    private static Verdict levels(ValueType type, ValueStatistics values, boolean exact) {
        for (int bits = ValueStatistics.MIN_BITS; bits <= ValueStatistics.MAX_BITS; bits++) {
            double most = ValueStatistics.largest(bits);
            boolean overshoot = !exact && bits == 8 && values.above(300) <= STRAY && values.above(most) <= FEW;
            if (values.above(most) <= STRAY || overshoot) {
                return isAboveBlack(values, most) ? new Verdict(Kind.LEVELS, new ValueRange(0, most)) : UNCLEAR;
            }
        }
        boolean full = values.above(1 << 24) > STRAY
                && values.min() >= 0
                && (type == ValueType.UINT32 || type == ValueType.INT32);
        return full ? new Verdict(Kind.LEVELS, type.whole()) : UNCLEAR;
    }

    private static boolean isAboveBlack(ValueStatistics values, double most) {
        return values.below(-ValueStatistics.NEXT_TO) <= FEW
                && values.below(-ValueStatistics.OVERSHOOT * most) <= STRAY
                && values.below(-ValueStatistics.NEXT_TO * most) <= VERY_FEW;
    }
}
