package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFileTest {
    private static final int IMAGE = 4 * 4 * 3;
    private static final int FIRST = 3;
    private static final int COUNT = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, IMAGE, IMAGE * 3 + 5, IMAGE * 10, 1 << 20})
    void readsEveryImageThroughWindowsOfAnySize(long window) throws IOException {
        var bytes = new byte[IMAGE * (FIRST + COUNT + 2)];
        new Random(1).nextBytes(bytes);
        var file = Files.write(folder.resolve("packed"), bytes);
        try (var images = PackedFile.open(file, FIRST * 48L, COUNT, 4, 3, window)) {
            assertThat(images.count()).isEqualTo(COUNT);
            IntStream.range(0, COUNT).parallel().forEach(i -> {
                var to = ByteBuffer.allocate(IMAGE + 7).position(7);
                images.read(i, to);
                assertThat(to.hasRemaining()).isFalse();
                assertThat(ByteBuffer.wrap(to.array(), 7, IMAGE))
                        .isEqualTo(ByteBuffer.wrap(bytes, (FIRST + i) * IMAGE, IMAGE));
            });
            assertThatThrownBy(() -> images.read(COUNT, ByteBuffer.allocate(IMAGE)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** A file of zeros takes no room on disk. */
    @Test
    void readsBehindTwoGigabytes() throws IOException {
        int image = 256 * 256 * 3;
        int count = 11_500;
        var file = folder.resolve("packed");
        try (var out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.write(ByteBuffer.wrap(new byte[] {42}), (long) count * image - 1);
        }
        try (var images = PackedFile.open(file, 5L * 256 * 256 * 3, count - 5, 256, 3)) {
            var to = ByteBuffer.allocate(image);
            images.read(count - 6, to);
            assertThat(to.get(image - 1)).isEqualTo((byte) 42);
        }
    }

    @Test
    void refusesAFileThatIsTooShort() throws IOException {
        var file = Files.write(folder.resolve("packed"), new byte[IMAGE * 2]);
        assertThatThrownBy(() -> PackedFile.open(file, 48, 2, 4, 3)).isInstanceOf(IOException.class);
    }
}
