package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import oddboard.testing.Await;
import oddboard.testing.S3Server;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What holds of either store: the same contract, in the database and in a bucket. */
@ParameterizedClass
@EnumSource(StorageSettings.Kind.class)
class BlobStoreTest {
    private static final int CHUNK = DatabaseBytes.CHUNK;
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Parameter
    StorageSettings.Kind kind;

    @TempDir
    Path home;

    private S3Server server;
    private DataSource database;
    private ByteStores bytes;
    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        server = new S3Server("store");
        database = TestDatabase.dataSource();
        bytes = TestBlobStore.bytes(database, home, TestBlobStore.bucket(server, kind));
        store = store(DataSize.ofGigabytes(1));
    }

    @AfterEach
    void close() {
        bytes.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17, ObjectUpload.PART, 2 * ObjectUpload.PART + 3})
    void givesBackWhatWasPut(int size) throws Exception {
        var bytes = bytes(size, 1);
        var blob = store.put(new ByteArrayInputStream(bytes));

        assertThat(blob).isEqualTo(new Blob(sha256(bytes), size));
        try (var in = store.open(blob.sha256())) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(Files.readAllBytes(store.cached(blob.sha256()))).isEqualTo(bytes);
    }

    @Test
    void readsAnyPartAcrossChunks() throws Exception {
        var bytes = bytes(3 * CHUNK + 100, 2);
        var sha = store.put(new ByteArrayInputStream(bytes)).sha256();

        for (int[] part :
                new int[][] {{0, 1}, {CHUNK - 3, 7}, {CHUNK, CHUNK}, {10, 2 * CHUNK + 5}, {3 * CHUNK + 99, 1}}) {
            assertThat(store.read(sha, part[0], part[1]))
                    .isEqualTo(Arrays.copyOfRange(bytes, part[0], part[0] + part[1]));
        }
        assertThatThrownBy(() -> store.read(sha, bytes.length - 1, 2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.read("0".repeat(64), 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void storesEqualContentOnce() throws Exception {
        var bytes = bytes(2 * CHUNK, 3);
        var first = store.put(new ByteArrayInputStream(bytes));
        assertThat(store.put(new ByteArrayInputStream(bytes))).isEqualTo(first);
        assertThat(count("blob")).isEqualTo(1);
        awaitStored(2);
    }

    @Test
    void storesEqualContentOnceWhenItComesFromSeveralSidesAtOnce() throws Exception {
        var bytes = bytes(2 * CHUNK + 5, 4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var puts = new ArrayList<Future<Blob>>();
            for (int i = 0; i < 8; i++) {
                puts.add(threads.submit(() -> store.put(new ByteArrayInputStream(bytes))));
            }
            for (var put : puts) {
                assertThat(put.get().sha256()).isEqualTo(sha256(bytes));
            }
        }
        assertThat(count("blob")).isEqualTo(1);
        awaitStored(3);
    }

    @Test
    void keepsNothingOfAStreamThatBreaksOff() {
        var broken = new FilterInputStream(new ByteArrayInputStream(bytes(2 * CHUNK, 5))) {
            private int left = CHUNK + 10;

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("connection reset");
                }
                int read = super.read(to, offset, Math.min(length, left));
                left -= read;
                return read;
            }
        };
        assertThatThrownBy(() -> store.put(broken))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertThat(count("blob")).isZero();
        awaitStored(0);
    }

    @Test
    void replacesADamagedFileOfTheCache() throws Exception {
        var bytes = bytes(1000, 6);
        var sha = store.put(new ByteArrayInputStream(bytes)).sha256();
        var file = store.cached(sha);
        var damaged = bytes.clone();
        damaged[500] ^= 1;
        Files.write(file, damaged);

        assertThat(Files.readAllBytes(store.cached(sha))).isEqualTo(bytes);
    }

    @Test
    void refusesABlobThatIsDamagedInTheStore() throws Exception {
        var sha = store.put(new ByteArrayInputStream(bytes(1000, 7))).sha256();
        damage();

        assertThatThrownBy(() -> store.cached(sha))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        try (var files = Files.list(home.resolve("cache/blobs"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void dropsTheLeastRecentlyUsedFilesOverTheLimit() throws Exception {
        var small = store(DataSize.ofBytes(2500));
        var files = new ArrayList<Path>();
        for (int i = 0; i < 3; i++) {
            files.add(small.cached(
                    small.put(new ByteArrayInputStream(bytes(1000, 10 + i))).sha256()));
            Files.setLastModifiedTime(files.get(i), FileTime.from(NOW.minusSeconds(600 - i)));
        }
        small.cached(files.get(0).getFileName().toString()); // used again: now the newest

        assertThat(files.get(0)).exists();
        assertThat(files.get(1)).doesNotExist();
        assertThat(files.get(2)).exists();
    }

    @Test
    void keepsAFileReadableThatIsOpenWhileItIsDropped() throws Exception {
        var small = store(DataSize.ofBytes(10));
        var bytes = bytes(1000, 20);
        var file = small.cached(small.put(new ByteArrayInputStream(bytes)).sha256());
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(600)));
        try (var channel = FileChannel.open(file)) {
            var map = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1000);
            small.cached(small.put(new ByteArrayInputStream(bytes(50, 21))).sha256());
            assertThat(file).doesNotExist();
            var read = new byte[1000];
            map.get(read);
            assertThat(read).isEqualTo(bytes);
        }
    }

    @Test
    void forgetsADeletedBlob() throws Exception {
        var sha = store.put(new ByteArrayInputStream(bytes(10, 8))).sha256();
        store.delete(sha);
        store.delete(sha);
        assertThatThrownBy(() -> store.open(sha)).isInstanceOf(IOException.class);
        awaitStored(0);
    }

    @Test
    void healsADamagedBlobByTheSameBytes() throws Exception {
        var bytes = bytes(3000, 9);
        var sha = store.put(new ByteArrayInputStream(bytes)).sha256();
        var maintenance = TestBlobStore.maintenance(database, this.bytes);
        JdbcClient.create(database).sql("update blob set checked_at = null").update();
        damage();
        assertThat(maintenance.checkNext(Duration.ofDays(7), read -> {})).isTrue();
        assertThat(maintenance.damaged())
                .extracting(BlobMaintenance.Damaged::sha256)
                .containsExactly(sha);

        store.put(new ByteArrayInputStream(bytes));
        assertThat(maintenance.damaged()).isEmpty();
        try (var in = store.open(sha)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        awaitStored(1);
    }

    private void damage() {
        JdbcClient.create(database)
                .sql("update blob_chunk set bytes = set_byte(bytes, 5, 1 - get_bit(bytes, 40))")
                .update();
        contents().forEach(server::damage);
    }

    /** Chunks, or one object however long it is; an object goes a moment after its row. */
    private void awaitStored(int chunks) {
        int objects = kind == StorageSettings.Kind.S3 ? Math.min(chunks, 1) : 0;
        Await.until(
                objects + " objects", Duration.ofMinutes(1), () -> contents().size() == objects ? true : null);
        assertThat(count("blob_chunk")).isEqualTo(kind == StorageSettings.Kind.S3 ? 0 : chunks);
        assertThat(server.unfinished()).isZero();
    }

    private List<String> contents() {
        return server.keys().stream()
                .filter(key -> !key.endsWith(BucketOwner.KEY))
                .toList();
    }

    private BlobStore store(DataSize cache) {
        return TestBlobStore.create(database, home, bytes, cache, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private long count(String table) {
        return JdbcClient.create(database)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private static byte[] bytes(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
