package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import oddboard.common.StorageException;
import oddboard.testing.Await;
import oddboard.testing.S3Server;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class BlobMovesTest {
    private static final int CHUNK = DatabaseBytes.CHUNK;

    @TempDir
    Path home;

    private S3Server server;
    private HikariDataSource database;
    private JdbcClient jdbc;
    private ByteStores bytes;
    private BlobStore store;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    @BeforeEach
    void open() throws IOException {
        server = new S3Server("store");
        var config = new HikariConfig();
        config.setDataSource(TestDatabase.dataSource());
        config.setMaximumPoolSize(12);
        database = new HikariDataSource(config);
        jdbc = JdbcClient.create(database);
        bytes = bytes(StorageSettings.Kind.DATABASE);
        store = TestBlobStore.create(database, home, bytes);
    }

    @AfterEach
    void close() {
        bytes.close();
        database.close();
        server.close();
    }

    @Test
    void movesAllThereAndBackAndEachIsWhatItWas() throws Exception {
        for (int size : new int[] {0, 1, 5000, CHUNK, 3 * CHUNK + 9, ObjectUpload.PART + 1}) {
            put(size);
        }
        try (var move = move()) {
            var there = move.move(true, progress -> {});
            assertThat(there.moved()).isEqualTo(6);
            assertThat(there.left()).isZero();
            assertThat(move.amount(true).contents()).isEqualTo(6);
            assertThat(move.amount(false).contents()).isZero();
            assertThat(count("blob_chunk")).isZero();
            assertThat(count("blob")).isEqualTo(6);
            assertThat(objects()).hasSize(6);
            requireAll();
            assertThat(move.move(true, progress -> {}).moved()).isZero();

            assertThat(move.move(false, progress -> {}).moved()).isEqualTo(6);
        }
        requireAll();
        assertThat(count("blob_chunk")).isEqualTo(1 + 1 + 1 + 4 + 17);
        Await.until("no objects", Duration.ofMinutes(1), () -> objects().isEmpty() ? true : null);
    }

    @Test
    void goesOnWhereAnOutageBrokeItOff() throws Exception {
        for (int i = 0; i < 40; i++) {
            put(2000 + i);
        }
        var calls = new AtomicInteger();
        try (var move = move()) {
            assertThatThrownBy(() -> move.move(true, progress -> {
                        if (calls.incrementAndGet() == 5) {
                            server.fail(1000);
                        }
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("try again later");
            long moved = move.amount(true).contents();
            assertThat(moved).isBetween(5L, 39L);
            server.fail(0);
            requireAll();

            assertThat(move.move(true, progress -> {}).moved()).isEqualTo(40 - moved);
        }
        requireAll();
        assertThat(count("blob")).isEqualTo(40);
    }

    @Test
    void keepsWhatIsDamagedWhereItIsAndSaysSo() throws Exception {
        put(1000);
        String broken = put(2000);
        jdbc.sql(
                        "update blob_chunk set bytes = set_byte(bytes, 3, 255 - get_byte(bytes, 3)) where length(bytes) = 2000")
                .update();
        try (var move = move()) {
            var end = move.move(true, progress -> {});
            assertThat(end.moved()).isEqualTo(1);
            assertThat(end.damaged()).containsExactly(broken);
            assertThat(move.move(true, progress -> {}).damaged()).isEmpty();
        }
        assertThat(count("blob_chunk")).isEqualTo(1);
        assertThat(TestBlobStore.maintenance(database, bytes).damaged())
                .extracting(BlobMaintenance.Damaged::sha256)
                .containsExactly(broken);
    }

    /** Readers of long streams, readers of parts, new contents and the collector, all during moves to and fro. */
    @Test
    void readersFollowABlobThatIsMovedWhileTheyRead() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(put(9 * CHUNK + i));
        }
        var end = new AtomicBoolean();
        try (var threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int first = t;
                readers.add(threads.submit(() -> {
                    int read = 0;
                    for (int i = first; !end.get() || read < 3; i++, read++) {
                        String sha256 = all.get(i % all.size());
                        byte[] expected = known.get(sha256);
                        try (var in = store.open(sha256)) {
                            assertThat(in.readAllBytes()).isEqualTo(expected);
                        }
                        assertThat(store.read(sha256, CHUNK - 2, 4))
                                .isEqualTo(java.util.Arrays.copyOfRange(expected, CHUNK - 2, CHUNK + 2));
                        put(100 + i);
                    }
                    return read;
                }));
            }
            var collecting = threads.submit(() -> {
                var maintenance = TestBlobStore.maintenance(database, bytes);
                while (!end.get()) {
                    maintenance.collect();
                    Thread.sleep(20);
                }
                return null;
            });
            try (var move = move()) {
                for (int i = 0; i < 4; i++) {
                    move.move(i % 2 == 0, progress -> {});
                }
            } finally {
                end.set(true);
            }
            for (var reader : readers) {
                assertThat(reader.get()).isGreaterThanOrEqualTo(3);
            }
            collecting.get();
        }
        requireAll();
    }

    @Test
    void twoMovesAtOnceMoveEachOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            put(3000 + i);
        }
        try (var threads = Executors.newFixedThreadPool(2);
                var one = move();
                var other = move()) {
            var first = threads.submit(() -> one.move(true, progress -> {}));
            var second = threads.submit(() -> other.move(true, progress -> {}));
            assertThat(first.get().moved() + second.get().moved()).isEqualTo(30);
        }
        requireAll();
        assertThat(count("blob")).isEqualTo(30);
        Await.until("30 objects", Duration.ofMinutes(1), () -> objects().size() == 30 ? true : null);
    }

    @Test
    void whatCameInPiecesIsMovedOnceItIsWhole() throws Exception {
        try (var preferring = bytes(StorageSettings.Kind.S3)) {
            var part = TestBlobStore.create(database, home, preferring).begin();
            byte[] content = PartialBlobTest.bytes(2 * CHUNK + 5, 77);
            part.append(0, new ByteArrayInputStream(content, 0, CHUNK + 3));
            part.append(CHUNK + 3, new ByteArrayInputStream(content, CHUNK + 3, CHUNK + 2));
            server.fail(1000);
            String sha256 = part.finish().sha256();
            known.put(sha256, content);
            requireAll();

            var moves = new BlobMoves(jdbc, preferring);
            assertThatThrownBy(moves::settleNext).isInstanceOf(StorageException.class);
            server.fail(0);
            assertThat(moves.settleNext()).isTrue();
            assertThat(moves.settleNext()).isFalse();
        }
        requireAll();
        assertThat(count("blob_chunk")).isZero();
        assertThat(objects()).hasSize(1);
    }

    private ByteStores bytes(StorageSettings.Kind kind) {
        return TestBlobStore.bytes(database, home, TestBlobStore.bucket(server, kind));
    }

    private StorageMove move() {
        return new StorageMove(
                database,
                new DiskSpace(home, DataSize.ofBytes(1)),
                TestBlobStore.bucket(server, StorageSettings.Kind.DATABASE));
    }

    private String put(int size) throws IOException {
        byte[] content = PartialBlobTest.bytes(size, size);
        String sha256 = store.put(new ByteArrayInputStream(content)).sha256();
        known.put(sha256, content);
        return sha256;
    }

    private void requireAll() throws IOException {
        for (var one : known.entrySet()) {
            try (var in = store.open(one.getKey())) {
                assertThat(in.readAllBytes()).isEqualTo(one.getValue());
            }
        }
    }

    private List<String> objects() {
        return server.keys().stream()
                .filter(key -> !key.endsWith(BucketOwner.KEY))
                .toList();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
