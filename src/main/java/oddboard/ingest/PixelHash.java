package oddboard.ingest;

import java.nio.ByteBuffer;
import oddboard.common.Sha256;
import oddboard.image.RasterImage;

/** Half of the SHA-256 of an image's pixels and number of channels: the same for exact copies. */
record PixelHash(long high, long low) {
    static PixelHash of(RasterImage pixels) {
        var digest = Sha256.start();
        digest.update((byte) pixels.channels());
        var bytes = ByteBuffer.wrap(digest.digest(pixels.data()));
        return new PixelHash(bytes.getLong(), bytes.getLong());
    }

    /** The same for a gray image, whether it has one channel or three. */
    static PixelHash ofColors(RasterImage pixels) {
        return of(pixels.channels() == 3 && pixels.isGray() ? pixels.withChannels(1) : pixels);
    }
}
