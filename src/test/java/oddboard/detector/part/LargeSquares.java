package oddboard.detector.part;

import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/**
 * Squares of up to 1024 pixels, drawn as they are read: a soft pattern that differs from one to the next, with noise.
 *
 * @param spotted whether the last one has a dark spot of 12 pixels
 */
record LargeSquares(int count, ImageShape shape, boolean spotted) implements ImageSource {
    @Override
    public void read(int index, ByteBuffer to) {
        long state = Seeds.mix(1, index);
        double shift = 2 * Math.PI * (state >>> 40) / (1 << 24);
        double[] wave = new double[shape.size()];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = 14 * Math.sin(i / 6.4 + shift);
        }
        int middle = shape.size() / 2;
        for (int y = 0; y < shape.size(); y++) {
            for (int x = 0; x < shape.size(); x++) {
                boolean spot = spotted && index == count - 1 && Math.hypot(x - middle, y - middle) <= 6;
                double value = 130 + wave[x] + wave[y] - (spot ? 45 : 0);
                for (int c = 0; c < shape.channels(); c++) {
                    state = state * 6364136223846793005L + 1442695040888963407L;
                    to.put((byte) (value + (state >>> 61)));
                }
            }
        }
    }
}
