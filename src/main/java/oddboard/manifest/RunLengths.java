package oddboard.manifest;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** COCO's run lengths: a list of numbers, or the same packed into a text of 6 bits a character. */
final class RunLengths {
    private RunLengths() {}

    /** Null where they are damaged, or do not make an image of so many pixels. */
    static int @Nullable [] read(JsonNode counts, long pixels) {
        var values = new ArrayList<Long>();
        if (counts.isArray()) {
            counts.forEach(count -> values.add(count.isIntegralNumber() ? count.asLong() : -1));
        } else if (!counts.isString() || !unpack(counts.asString(), values)) {
            return null;
        }
        long sum = 0;
        for (long value : values) {
            if (value < 0 || (sum += value) > pixels) {
                return null;
            }
        }
        return sum == pixels ? values.stream().mapToInt(Long::intValue).toArray() : null;
    }

    /** 5 bits of a number a character, the lowest first; from the third on a number is the difference to the one two before. */
    private static boolean unpack(String text, ArrayList<Long> values) {
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                if (at >= text.length() || shift > 55) {
                    return false;
                }
                int bits = text.charAt(at++) - 48;
                if (bits < 0 || bits > 63) {
                    return false;
                }
                value |= (long) (bits & 31) << shift;
                shift += 5;
                more = (bits & 32) != 0;
                if (!more && (bits & 16) != 0) {
                    value |= -1L << shift;
                }
            }
            values.add(values.size() > 2 ? value + values.get(values.size() - 2) : value);
        }
        return true;
    }
}
