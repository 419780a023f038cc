package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliveFilesTest {
    @TempDir
    private Path folder;

    private void beat(Path file, long second) throws Exception {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000));
    }

    @Test
    void isAsOldAsTheOldestWorker() throws Exception {
        Path together = folder.resolve("alive");
        AliveFiles files = new AliveFiles(together, 2);
        beat(files.of(0), 100);
        files.update();
        assertThat(together).as("one has not given a sign yet").doesNotExist();

        beat(files.of(1), 103);
        files.update();
        assertThat(Files.getLastModifiedTime(together).toMillis()).isEqualTo(100_000);

        beat(files.of(0), 160);
        files.update();
        assertThat(Files.getLastModifiedTime(together).toMillis())
                .as("the other hangs")
                .isEqualTo(103_000);
        assertThat(files.of(1)).hasFileName("alive.2");
    }
}
