package oddboard.npy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;

/** Smallest and largest value of arrays that belong together: they alone say how values become gray levels. */
public record NpyRange(double min, double max) {
    private static final double ROUNDING = 1e-6;

    /** How a value becomes a gray level: {@code round(value * factor + offset)}. */
    public record Scale(double factor, double offset) {
        public byte apply(double value) {
            return (byte) Math.clamp(Math.round(value * factor + offset), 0, 255);
        }
    }

    public NpyRange and(NpyRange other) {
        return new NpyRange(Math.min(min, other.min), Math.max(max, other.max));
    }

    /**
     * Reads the whole array.
     *
     * @throws InputException where a value is not finite
     */
    public static NpyRange of(NpyArray array, BooleanSupplier goOn) throws IOException {
        var header = array.header;
        if (header.type().isByte()) {
            return new NpyRange(0, 255);
        }
        var scan = new Object() {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            long notFinite;
            long firstNotFinite = -1;
        };
        int elements = header.imageElements();
        array.forEach((index, image, at, stride) -> {
            for (int i = 0; i < elements; i++, at += stride) {
                double value = header.type().get(image, at);
                if (!Double.isFinite(value)) {
                    if (scan.notFinite++ == 0) {
                        scan.firstNotFinite = (long) index * elements + i;
                    }
                } else {
                    scan.min = Math.min(scan.min, value);
                    scan.max = Math.max(scan.max, value);
                }
            }
            return goOn.getAsBoolean();
        });
        if (scan.notFinite > 0) {
            throw new InputException(
                    "NPY_NOT_FINITE",
                    array.file,
                    "",
                    array.file + " holds "
                            + (scan.notFinite == 1 ? "a value that is" : scan.notFinite + " values that are")
                            + " not finite (NaN or infinite), the first in image " + scan.firstNotFinite / elements
                            + " at element " + scan.firstNotFinite % elements + ".");
        }
        return new NpyRange(scan.min, scan.max);
    }

    /** @throws InputException where the values are in no range that images have */
    public Scale scale(NpyType type, String file) {
        if (type == NpyType.BOOL) {
            return new Scale(255, 0);
        }
        if (type.isFloat()) {
            if (min >= -ROUNDING && max <= 1 + ROUNDING) {
                return new Scale(255, 0);
            }
            if (min >= -ROUNDING && max <= 255 + ROUNDING) {
                return new Scale(1, 0);
            }
            if (min >= -1 - ROUNDING && max <= 1 + ROUNDING) {
                return new Scale(127.5, 127.5);
            }
        } else if (min >= 0) {
            if (max <= 255) {
                return new Scale(1, 0);
            }
            if (max <= 65535) {
                return new Scale(1 / 257.0, 0);
            }
            if (type == NpyType.UINT32 && max >= 1 << 24) {
                return new Scale(255 / (double) 0xffffffffL, 0);
            }
        }
        throw new InputException(
                "NPY_RANGE",
                file,
                "",
                file + " has values from " + say(min) + " to " + say(max)
                        + "; send 0 to 255, 0 to 65535 in whole numbers, 0 to 1 or -1 to 1.");
    }

    private static String say(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
