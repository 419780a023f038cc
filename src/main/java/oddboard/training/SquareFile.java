package oddboard.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What {@link PictureFile} wrote, read in any order. */
final class SquareFile implements AutoCloseable {
    private final FileChannel file;

    SquareFile(Path path) throws IOException {
        file = FileChannel.open(path);
    }

    /** @param length bytes of each picture */
    byte[] read(int square, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, (long) square * length + bytes.position()) < 0) {
                throw new IOException("the file of pictures is too short");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
