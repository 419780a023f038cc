package oddboard.ingest;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.IntStream;
import oddboard.common.Sha256;

/** A random order of test images that a secret number gives, so that they tell no labels by their neighbors. */
final class TestOrder {
    static final String NOTE = "The test images stand in a random order.";

    private TestOrder() {}

    /** Where an image with this name stands among the others. */
    static String key(long order, String name) {
        return HexFormat.of().formatHex(Sha256.of(order + " " + name));
    }

    /** The numbers from 0 to {@code count}, exclusive. */
    static int[] numbers(long order, int count) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(number -> key(order, "test/" + number)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
