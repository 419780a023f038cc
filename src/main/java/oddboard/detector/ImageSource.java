package oddboard.detector;

import java.nio.ByteBuffer;

/** Read-only random access to packed uint8 images, HWC each; safe for several threads. */
public interface ImageSource {
    int count();

    ImageShape shape();

    /** Copies image {@code index} ({@code shape().elements()} bytes, HWC) to the buffer's position and advances it. */
    void read(int index, ByteBuffer to);
}
