package oddboard.detector;

import org.jspecify.annotations.Nullable;

/**
 * What a detector shows of an image beside its score; valid during the call alone.
 *
 * @param reconstruction uint8 HWC, {@code shape.elements()} bytes; null where the detector has none
 * @param map anomaly map row by row, larger = more anomalous, finite, as {@link Model#mapGrid} lays it over the image; null
 *     where the detector has none of its own: then the reconstruction's error is the map
 */
public record Explanation(byte @Nullable [] reconstruction, float @Nullable [] map) {
    public static Explanation reconstruction(byte[] reconstruction) {
        return new Explanation(reconstruction, null);
    }

    public static Explanation map(float[] map) {
        return new Explanation(null, map);
    }
}
