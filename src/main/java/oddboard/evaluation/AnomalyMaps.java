package oddboard.evaluation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import oddboard.detector.MapGrid;

/**
 * Anomaly maps as they are stored and shown: float16, little-endian, in the detector's own resolution.
 *
 * @param low value shown as 0
 * @param high value shown as 255, above {@code low}
 */
public record AnomalyMaps(MapGrid grid, double low, double high) {
    /** Bytes of one stored value. */
    public static final int WIDTH = Short.BYTES;

    /** Bytes of one map. */
    public int length() {
        return WIDTH * grid.values();
    }

    /** Values beyond what float16 holds become its largest. */
    public static byte[] packed(float[] map) {
        ByteBuffer bytes = ByteBuffer.allocate(WIDTH * map.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : map) {
            bytes.putShort(Float.floatToFloat16(Math.clamp(value, -65504f, 65504f)));
        }
        return bytes.array();
    }

    public static float[] unpacked(byte[] bytes) {
        ByteBuffer packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] map = new float[bytes.length / WIDTH];
        for (int i = 0; i < map.length; i++) {
            map[i] = Float.float16ToFloat(packed.getShort());
        }
        return map;
    }

    /**
     * A stored map at each pixel of an image, bilinear, from {@code low} to {@code high} in steps from 0 to 255.
     *
     * @param size edge of the image
     * @return {@code size * size} bytes
     */
    public byte[] shown(byte[] packed, int size) {
        float[] whole = grid.interpolated(unpacked(packed), size);
        byte[] steps = new byte[whole.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) Math.round(255 * Math.clamp((whole[i] - low) / (high - low), 0, 1));
        }
        return steps;
    }
}
