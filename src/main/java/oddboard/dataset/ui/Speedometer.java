package oddboard.dataset.ui;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.DoubleConsumer;

/** Measures how fast bytes come in, over all streams together, and tells twice a second. */
final class Speedometer {
    private static final long TELL_NANOS = 500_000_000L;
    private long since = System.nanoTime();
    private long bytes;

    InputStream measure(InputStream stream, DoubleConsumer perSecond) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                count(value < 0 ? 0 : 1, perSecond);
                return value;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = super.read(to, offset, length);
                count(Math.max(read, 0), perSecond);
                return read;
            }
        };
    }

    private synchronized void count(int more, DoubleConsumer perSecond) {
        bytes += more;
        long now = System.nanoTime();
        if (now - since >= TELL_NANOS) {
            perSecond.accept(bytes * 1e9 / (now - since));
            since = now;
            bytes = 0;
        }
    }
}
