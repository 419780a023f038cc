package oddboard.image;

/** One image of 8 bit samples, interleaved: {@code data.length == width * height * channels}; 1 or 3 channels. */
public record RasterImage(int width, int height, int channels, byte[] data) {
    /** Larger images are refused from their header alone. */
    static final long MAX = 50_000_000;

    public RasterImage {
        if (data.length != width * height * channels) {
            throw new IllegalArgumentException(data.length + " bytes for " + width + "x" + height + "x" + channels);
        }
    }

    public boolean isGray() {
        if (channels == 1) {
            return true;
        }
        for (int i = 0; i < data.length; i += 3) {
            if (data[i] != data[i + 1] || data[i] != data[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** The largest sample. */
    public int brightest() {
        int most = 0;
        for (int i = 0; i < data.length && most < 255; i++) {
            most = Math.max(most, data[i] & 0xff);
        }
        return most;
    }

    /** Whether all samples are 0. */
    public boolean isEmpty() {
        for (byte sample : data) {
            if (sample != 0) {
                return false;
            }
        }
        return true;
    }

    /** The same image with the values of a range from black to white. */
    RasterImage scaled(ValueRange range) {
        var to = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            to[i] = range.level(data[i] & 0xff);
        }
        return new RasterImage(width, height, channels, to);
    }

    /** The same image with 1 or 3 channels; gray is the luma of ITU-R BT.601. */
    public RasterImage withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int count = width * height;
        var to = new byte[count * wanted];
        for (int i = 0; i < count; i++) {
            if (wanted == 3) {
                to[3 * i] = to[3 * i + 1] = to[3 * i + 2] = data[i];
            } else {
                int r = data[3 * i] & 0xff;
                int g = data[3 * i + 1] & 0xff;
                int b = data[3 * i + 2] & 0xff;
                to[i] = (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
            }
        }
        return new RasterImage(width, height, wanted, to);
    }
}
