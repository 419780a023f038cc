package oddboard.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;
import oddboard.common.InputException;

/**
 * The checked header of an NPY file (versions 1 to 3) that holds images. Nothing is allocated from what it claims
 * before that has been compared with the file's real length.
 *
 * @param dataOffset bytes before the first element
 */
public record NpyHeader(
        NpyType type,
        ByteOrder order,
        boolean fortran,
        List<Long> shape,
        int count,
        int height,
        int width,
        int channels,
        boolean channelsFirst,
        long dataOffset) {
    private static final int MIN_EDGE = 8;
    private static final long MAX_PIXELS = 1 << 24;

    public int imageElements() {
        return height * width * channels;
    }

    /**
     * @param bytes the file from its start
     * @param length the file's real length
     * @throws InputException where it isn't an array of images, or isn't whole
     */
    public static NpyHeader read(InputStream bytes, long length, String file) throws IOException {
        return of(NpyForm.read(bytes, length, file), file);
    }

    private static NpyHeader of(NpyForm form, String file) {
        var shape = form.shape();
        int dimensions = shape.size();
        boolean last = dimensions == 4 && isChannels(shape.get(3));
        boolean first = dimensions == 4 && isChannels(shape.get(1));
        if (dimensions != 3 && !(first ^ last)) {
            throw NpyForm.fault(
                    "NPY_SHAPE",
                    file,
                    "has the shape " + NpyForm.format(shape)
                            + "; send images as (N, H, W), (N, H, W, 1) or (N, H, W, 3)");
        }
        long height = first ? shape.get(2) : shape.get(1);
        long width = first ? shape.get(3) : shape.get(2);
        long channels = dimensions == 3 ? 1 : first ? shape.get(1) : shape.get(3);
        if (height < MIN_EDGE || width < MIN_EDGE) {
            throw NpyForm.fault(
                    "NPY_SHAPE",
                    file,
                    "has the shape " + NpyForm.format(shape) + ": images of " + width + "x" + height
                            + " are too small; send (N, H, W) or (N, H, W, 3)");
        }
        // The product of these fits a long: it was compared with the file's length.
        if (height * width > MAX_PIXELS || shape.get(0) > Integer.MAX_VALUE) {
            throw NpyForm.fault("NPY_SHAPE", file, "has the shape " + NpyForm.format(shape) + ", which is too large");
        }
        return new NpyHeader(
                form.type(),
                form.order(),
                form.fortran(),
                shape,
                shape.get(0).intValue(),
                (int) height,
                (int) width,
                (int) channels,
                first,
                form.dataOffset());
    }

    private static boolean isChannels(long n) {
        return n == 1 || n == 3;
    }
}
