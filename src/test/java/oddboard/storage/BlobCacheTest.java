package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import oddboard.common.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BlobCacheTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path home;

    private final byte[] bytes = "what was stored, whole".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private final Blob blob = new Blob(HexFormat.of().formatHex(Sha256.of(bytes)), bytes.length);
    private int fetched;
    private Path file;

    @BeforeEach
    void fetch() throws IOException {
        file = get(NOW);
        assertThat(fetched).isOne();
    }

    /** By a process that begins at this moment. */
    private Path get(Instant now) throws IOException {
        var cache = new BlobCache(
                home,
                DataSize.ofMegabytes(1),
                Clock.fixed(now, ZoneOffset.UTC),
                new DiskSpace(home, DataSize.ofBytes(1)));
        return cache.get(blob, () -> {
            fetched++;
            return new ByteArrayInputStream(bytes);
        });
    }

    /** As a bad disk alters it: nothing but its bytes tells. */
    private void alterSilently() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] altered = bytes.clone();
        altered[3] ^= 1;
        Files.write(file, altered);
        Files.setLastModifiedTime(file, time);
    }

    private void assertFetchedAgain(Instant now) throws IOException {
        assertThat(get(now)).hasBinaryContent(bytes);
        assertThat(fetched).isEqualTo(2);
    }

    @Test
    void opensACheckedFileWithoutHashingItAgain() throws Exception {
        alterSilently();
        Instant later = NOW.plus(BlobCache.CHECKED_FOR).minusSeconds(1);
        assertThat(get(later)).as("nobody read it").exists();
        assertThat(fetched).isOne();
    }

    @Test
    void findsASilentlyAlteredFileWithinAWeek() throws Exception {
        alterSilently();
        get(NOW.plus(Duration.ofDays(3)));
        assertFetchedAgain(NOW.plus(BlobCache.CHECKED_FOR).plusSeconds(1));
    }

    @Test
    void checksAFileAgainThatIsStillRight() throws Exception {
        Instant later = NOW.plus(BlobCache.CHECKED_FOR).plusSeconds(1);
        assertThat(get(later)).hasBinaryContent(bytes);
        assertThat(fetched).isOne();
        alterSilently();
        get(later.plusSeconds(1));
        assertThat(fetched).as("its week began again").isOne();
    }

    @Test
    void usesNoFileThatWasCutOff() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, 7));
        Files.setLastModifiedTime(file, time);
        assertFetchedAgain(NOW);
    }

    @Test
    void usesNoFileThatWasWrittenTo() throws Exception {
        byte[] altered = bytes.clone();
        altered[3] ^= 1;
        Files.write(file, altered);
        assertFetchedAgain(NOW);
    }

    @Test
    void hashesAFileWhoseMarkIsMissingOrCutOff() throws Exception {
        alterSilently();
        Path mark = CheckedMark.of(file);
        Files.write(mark, java.util.Arrays.copyOf(Files.readAllBytes(mark), 30), StandardOpenOption.TRUNCATE_EXISTING);
        assertFetchedAgain(NOW);
        alterSilently();
        Files.delete(mark);
        assertThat(get(NOW)).hasBinaryContent(bytes);
        assertThat(fetched).isEqualTo(3);
    }

    @Test
    void dropsTheMarkWithItsFile() throws Exception {
        var small = new BlobCache(
                home,
                DataSize.ofBytes(10),
                Clock.fixed(NOW.plusSeconds(600), ZoneOffset.UTC),
                new DiskSpace(home, DataSize.ofBytes(1)));
        byte[] other = new byte[5];
        small.get(new Blob(HexFormat.of().formatHex(Sha256.of(other)), 5), () -> new ByteArrayInputStream(other));
        assertThat(file).doesNotExist();
        assertThat(CheckedMark.of(file)).doesNotExist();
    }
}
