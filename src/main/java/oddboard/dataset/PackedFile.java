package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A part of a packed file, mapped in windows of whole images, since one mapping ends at 2 GiB. */
final class PackedFile implements PackedImages {
    private static final long WINDOW = 1 << 30;

    private final int count;
    private final int size;
    private final int channels;
    private final int imageBytes;
    private final int imagesPerWindow;
    private final ByteBuffer[] windows;

    private PackedFile(int count, int size, int channels, int imagesPerWindow, ByteBuffer[] windows) {
        this.count = count;
        this.size = size;
        this.channels = channels;
        this.imageBytes = size * size * channels;
        this.imagesPerWindow = imagesPerWindow;
        this.windows = windows;
    }

    /** Maps {@code count} images from the byte {@code start}. */
    static PackedFile open(Path file, long start, int count, int size, int channels) throws IOException {
        return open(file, start, count, size, channels, WINDOW);
    }

    static PackedFile open(Path file, long start, int count, int size, int channels, long window) throws IOException {
        int imageBytes = size * size * channels;
        int perWindow = (int) Math.max(1, window / imageBytes);
        try (var channel = FileChannel.open(file)) {
            long end = start + (long) count * imageBytes;
            if (end > channel.size()) {
                throw new IOException("the packed file has " + channel.size() + " bytes and should have " + end);
            }
            var windows = new ByteBuffer[(count + perWindow - 1) / perWindow];
            for (int i = 0; i < windows.length; i++) {
                long from = start + (long) i * perWindow * imageBytes;
                long bytes = Math.min(end - from, (long) perWindow * imageBytes);
                windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
            }
            return new PackedFile(count, size, channels, perWindow, windows);
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void read(int index, ByteBuffer to) {
        Objects.checkIndex(index, count);
        var window = windows[index / imagesPerWindow];
        to.put(window.slice(index % imagesPerWindow * imageBytes, imageBytes));
    }

    /** Nothing to do: the mapping ends with the last reference to it. */
    @Override
    public void close() {}
}
