package oddboard.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small image sets in NumPy's file form, drawn by a seed: soft blobs, and blobs with a bright spot where none belongs. */
public final class DrawnSet {
    private DrawnSet() {}

    /** An .npy file of uint8 (count, size, size, 3); the image at {@code i} is anomalous where {@code anomalous[i]}. */
    public static Path npy(Path file, boolean[] anomalous, int size, long seed) throws IOException {
        byte[] pixels = pixels(anomalous, size, seed);
        return Files.write(file, npy("|u1", "(" + anomalous.length + ", " + size + ", " + size + ", 3)", pixels));
    }

    /** The bytes of an .npy file, version 1.0. */
    public static byte[] npy(String descr, String shape, byte[] data) {
        String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int padded = (10 + header.length() + 1 + 63) / 64 * 64;
        ByteBuffer file = ByteBuffer.allocate(padded + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) (padded - 10));
        file.put(header.getBytes(StandardCharsets.US_ASCII));
        while (file.position() < padded - 1) {
            file.put((byte) ' ');
        }
        return file.put((byte) '\n').put(data).array();
    }

    public static byte[] pixels(boolean[] anomalous, int size, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[anomalous.length * size * size * 3];
        int at = 0;
        for (boolean odd : anomalous) {
            double cx = size * (0.4 + 0.2 * random.nextDouble());
            double cy = size * (0.4 + 0.2 * random.nextDouble());
            double sx = size * (0.2 + 0.6 * random.nextDouble());
            double sy = size * (0.2 + 0.6 * random.nextDouble());
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double blob = 160 * Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (0.08 * size * size));
                    double spot = odd ? 90 * Math.exp(-((x - sx) * (x - sx) + (y - sy) * (y - sy)) / 6.0) : 0;
                    for (int c = 0; c < 3; c++) {
                        double value = 40 + blob * (1 - 0.2 * c) + spot + 6 * random.nextGaussian();
                        pixels[at++] = (byte) Math.clamp(Math.round(value), 0, 255);
                    }
                }
            }
        }
        return pixels;
    }

    /** labels.csv for {@link #npy}. */
    public static Path labels(Path file, boolean[] anomalous) throws IOException {
        StringBuilder text = new StringBuilder("ID,label\n");
        for (int i = 0; i < anomalous.length; i++) {
            text.append(i).append(',').append(anomalous[i] ? 1 : 0).append('\n');
        }
        return Files.writeString(file, text);
    }

    /** Every {@code n}-th is anomalous. */
    public static boolean[] everyNth(int count, int n) {
        boolean[] anomalous = new boolean[count];
        for (int i = 0; i < count; i++) {
            anomalous[i] = i % n == n - 1;
        }
        return anomalous;
    }
}
