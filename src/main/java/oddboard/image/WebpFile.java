package oddboard.image;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;
import org.ngengine.webp.decoder.DecodedWebP;
import org.ngengine.webp.decoder.WebPDecodeException;
import org.ngengine.webp.decoder.WebPDecoder;

/**
 * The first picture of a WebP file.
 *
 * @param width in pixels, of the whole canvas; of an animation, the first frame may cover a part of it
 * @param x left edge of the frame
 * @param frameWidth width of the frame in pixels
 * @param alpha the chunk of opacities that belongs to lossy pixels
 */
record WebpFile(
        byte[] bytes,
        int width,
        int height,
        int x,
        int y,
        int frameWidth,
        int frameHeight,
        Chunk pixels,
        @Nullable Chunk alpha) {
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4c385056;
    private static final int VP8X = 0x58385056;
    private static final int ALPH = 0x48504c41;
    private static final int ANMF = 0x464d4e41;
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int HEAD = 8;

    /** @param start of the content */
    record Chunk(int kind, int start, int length) {
        int end() {
            return start + length + (length & 1);
        }
    }

    /** @throws IIOException where the file is damaged; EOFException where it is cut off */
    static WebpFile of(byte[] bytes) throws IIOException, EOFException {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Chunk canvas = null;
        Chunk frame = null;
        Chunk pixels = null;
        Chunk alpha = null;
        long end = HEAD + (bytes.length < HEAD ? 0 : in.getInt(4) & 0xffffffffL);
        for (int at = 12; pixels == null; ) {
            if (at + HEAD > end) {
                throw new IIOException("no picture");
            }
            if (at + HEAD > bytes.length) {
                throw new EOFException();
            }
            var chunk = new Chunk(in.getInt(at), at + HEAD, in.getInt(at + 4));
            if (chunk.length < 0 || chunk.start + (long) chunk.length > end) {
                throw new IIOException("chunk outside the file");
            }
            if (chunk.start + (long) chunk.length > bytes.length) {
                throw new EOFException();
            }
            at = chunk.end();
            switch (chunk.kind) {
                case VP8X -> canvas = atLeast(chunk, 10);
                case ANMF -> {
                    frame = atLeast(chunk, 16);
                    at = chunk.start + 16;
                }
                case ALPH -> alpha = chunk;
                case VP8, VP8L -> pixels = atLeast(chunk, chunk.kind == VP8 ? 10 : 5);
                default -> {
                    // Metadata, and what later versions of the format add.
                }
            }
        }
        return of(bytes, in, canvas, frame, pixels, pixels.kind == VP8 ? alpha : null);
    }

    private static WebpFile of(
            byte[] bytes,
            ByteBuffer in,
            @Nullable Chunk canvas,
            @Nullable Chunk frame,
            Chunk pixels,
            @Nullable Chunk alpha)
            throws IIOException {
        int width;
        int height;
        if (pixels.kind == VP8) {
            width = in.getShort(pixels.start + 6) & 0x3fff;
            height = in.getShort(pixels.start + 8) & 0x3fff;
        } else {
            int edges = in.getInt(pixels.start + 1);
            width = (edges & 0x3fff) + 1;
            height = (edges >> 14 & 0x3fff) + 1;
        }
        int x = frame == null ? 0 : 2 * edge(in, frame.start);
        int y = frame == null ? 0 : 2 * edge(in, frame.start + 3);
        int whole = canvas == null ? width : edge(in, canvas.start + 4) + 1;
        int high = canvas == null ? height : edge(in, canvas.start + 7) + 1;
        boolean fits = frame == null ? whole == width && high == height : x + width <= whole && y + height <= high;
        if (width == 0 || height == 0 || !fits) {
            throw new IIOException("picture and canvas differ");
        }
        return new WebpFile(bytes, whole, high, x, y, width, height, pixels, alpha);
    }

    private static Chunk atLeast(Chunk chunk, int length) throws IIOException {
        if (chunk.length < length) {
            throw new IIOException("short chunk");
        }
        return chunk;
    }

    private static int edge(ByteBuffer in, int at) {
        return in.getShort(at) & 0xffff | (in.get(at + 2) & 0xff) << 16;
    }

    boolean coversCanvas() {
        return width == frameWidth && height == frameHeight;
    }

    /** Whether black may show through. */
    boolean hasAlpha() {
        boolean lossless = pixels.kind == VP8L && (bytes[pixels.start + 4] & 0x10) != 0;
        return lossless || alpha != null || !coversCanvas();
    }

    /** The whole canvas: red, green, blue and opacity of each pixel from the top left. */
    byte[] decode() throws IIOException {
        DecodedWebP frame;
        try {
            frame = WebPDecoder.decode(still(), ByteBuffer::allocate);
        } catch (WebPDecodeException e) {
            throw new IIOException("damaged", e);
        }
        var samples = frame.rgba.array();
        if (coversCanvas()) {
            return samples;
        }
        var canvas = new byte[4 * width * height];
        for (int row = 0; row < frameHeight; row++) {
            System.arraycopy(samples, 4 * row * frameWidth, canvas, 4 * ((y + row) * width + x), 4 * frameWidth);
        }
        return canvas;
    }

    /** A file of this picture alone: the decoder takes no animations. */
    private byte[] still() {
        int length = HEAD + 4 + HEAD + pixels.end() - pixels.start;
        length += alpha == null ? 0 : HEAD + 10 + HEAD + alpha.end() - alpha.start;
        var out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(RIFF).putInt(length - HEAD).putInt(WEBP);
        if (alpha != null) {
            out.putInt(VP8X).putInt(10).putInt(0x10);
            out.putShort((short) (frameWidth - 1)).put((byte) 0);
            out.putShort((short) (frameHeight - 1)).put((byte) 0);
            put(out, alpha);
        }
        put(out, pixels);
        return out.array();
    }

    private void put(ByteBuffer out, Chunk chunk) {
        out.putInt(chunk.kind).putInt(chunk.length).put(bytes, chunk.start, chunk.length);
        out.position(out.position() + (chunk.length & 1));
    }
}
