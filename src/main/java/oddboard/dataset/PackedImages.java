package oddboard.dataset;

import java.nio.ByteBuffer;

/** One split of a version: packed uint8 images, HWC each, memory-mapped; safe for several threads. */
public interface PackedImages extends AutoCloseable {
    int count();

    /** Edge in pixels. */
    int size();

    int channels();

    /** Copies image {@code index} to the buffer's position and advances it by size * size * channels. */
    void read(int index, ByteBuffer to);

    @Override
    void close();
}
