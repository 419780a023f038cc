package oddboard.npy;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import oddboard.common.InputException;

/** The images of an NPY file on disk, a few at a time in memory, so that arrays of any size can be read. */
public final class NpyArray implements Closeable {
    private static final int BLOCK = 32 << 20;

    public final String file;
    public final NpyHeader header;
    private final FileChannel channel;

    private NpyArray(String file, NpyHeader header, FileChannel channel) {
        this.file = file;
        this.header = header;
        this.channel = channel;
    }

    /** @throws InputException where it isn't a whole array of images */
    public static NpyArray open(Path path, String file) throws IOException {
        var channel = FileChannel.open(path);
        try {
            var header = NpyHeader.read(Channels.newInputStream(channel), channel.size(), file);
            return new NpyArray(file, header, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public interface Visitor {
        /**
         * @param image elements in the array's byte order
         * @param at byte position of this image's first element
         * @param stride bytes from one element of the image to the next
         * @return false to stop
         */
        boolean visit(int index, ByteBuffer image, int at, int stride) throws IOException;
    }

    /** Visits all images in order; each one's elements in the order of the axes behind the first. */
    public void forEach(Visitor visitor) throws IOException {
        forEach(visitor, BLOCK);
    }

    public void forEach(Visitor visitor, int blockBytes) throws IOException {
        long imageBytes = (long) header.imageElements() * header.type().bytes;
        int block = Math.clamp(blockBytes / imageBytes, 1, header.count());
        var buffer =
                ByteBuffer.allocateDirect(Math.toIntExact(block * imageBytes)).order(header.order());
        for (int first = 0; first < header.count(); first += block) {
            int count = Math.min(block, header.count() - first);
            load(buffer, first, count, imageBytes);
            int itemBytes = header.type().bytes;
            for (int i = 0; i < count; i++) {
                int at = Math.toIntExact(header.fortran() ? (long) i * itemBytes : i * imageBytes);
                if (!visitor.visit(first + i, buffer, at, header.fortran() ? count * itemBytes : itemBytes)) {
                    return;
                }
            }
        }
    }

    /** Visits the images with these numbers, in this order. */
    public void forEach(int[] numbers, Visitor visitor) throws IOException {
        long imageBytes = (long) header.imageElements() * header.type().bytes;
        var buffer = ByteBuffer.allocateDirect(Math.toIntExact(imageBytes)).order(header.order());
        for (int number : numbers) {
            load(buffer, number, 1, imageBytes);
            if (!visitor.visit(number, buffer, 0, header.type().bytes)) {
                return;
            }
        }
    }

    private void load(ByteBuffer buffer, int first, int count, long imageBytes) throws IOException {
        buffer.clear();
        if (!header.fortran()) {
            buffer.limit(Math.toIntExact(count * imageBytes));
            fill(buffer, header.dataOffset() + first * imageBytes);
            return;
        }
        // In Fortran order the first axis is the innermost: element e of all images lies together.
        int run = count * header.type().bytes;
        long column = (long) header.count() * header.type().bytes;
        for (int element = 0; element < header.imageElements(); element++) {
            buffer.limit(buffer.position() + run);
            fill(buffer, header.dataOffset() + fortranPlace(element) * column + (long) first * header.type().bytes);
        }
    }

    /** Where the element with this place in C order stands in Fortran order, both within one image. */
    private long fortranPlace(int element) {
        long place = 0;
        long rest = element;
        var shape = header.shape();
        long faster = 1;
        var index = new long[shape.size()];
        for (int axis = shape.size() - 1; axis >= 1; axis--) {
            index[axis] = rest % shape.get(axis);
            rest /= shape.get(axis);
        }
        for (int axis = 1; axis < shape.size(); axis++) {
            place += index[axis] * faster;
            faster *= shape.get(axis);
        }
        return place;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new EOFException(file + " became shorter while it was read");
            }
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
