package oddboard.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** An image file in memory. */
final class PictureBytes extends ImageInputStreamImpl {
    private final byte[] bytes;

    PictureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        bitOffset = 0;
        int count = (int) Math.min(length, bytes.length - streamPos);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, to, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public boolean isCached() {
        return true;
    }

    @Override
    public boolean isCachedMemory() {
        return true;
    }

    // Empty, so that the virtual machine does not keep a list of all images to end their lives one by one.
    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() {}
}
