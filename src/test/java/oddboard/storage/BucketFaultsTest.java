package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import oddboard.common.StorageException;
import oddboard.testing.Await;
import oddboard.testing.S3Server;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An object storage that is away, busy, slow, full, cuts off, lies, or refuses. */
class BucketFaultsTest {
    private static final byte[] LONG = PartialBlobTest.bytes(2 * ObjectUpload.PART + 77, 5);

    @TempDir
    Path home;

    private S3Server server;
    private DataSource database;
    private JdbcClient jdbc;
    private ByteStores bytes;
    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        server = new S3Server("store");
        database = TestDatabase.dataSource();
        jdbc = JdbcClient.create(database);
        bytes = TestBlobStore.bytes(database, home, TestBlobStore.bucket(server, StorageSettings.Kind.S3));
        store = TestBlobStore.create(database, home, bytes);
    }

    @AfterEach
    void close() {
        bytes.close();
        server.close();
    }

    @Test
    void busyAnswersAreTriedAgainInReadsAndWrites() throws Exception {
        server.fail(2);
        String sha256 = put(LONG);
        server.fail(2);
        assertThat(read(sha256)).isEqualTo(LONG);
        server.fail(2);
        assertThat(store.read(sha256, 1000, 10)).isEqualTo(Arrays.copyOfRange(LONG, 1000, 1010));
        assertThat(server.requests()).filteredOn(r -> r.contains("partNumber")).hasSize(3);
    }

    @Test
    void anAnswerThatIsCutOffIsReadAgainAndNeverTakenForTheWhole() throws Exception {
        String sha256 = put(LONG);
        server.cutNextAfter(1000);
        assertThat(read(sha256)).isEqualTo(LONG);
        try (InputStream in = store.open(sha256)) {
            in.skipNBytes(20_000_000);
            server.cutNextAfter(100_000);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(LONG, 20_000_000, LONG.length));
        }
    }

    @Test
    void wrongBytesAreRefusedAndNotedAndHealedByTheSameFile() throws Exception {
        String sha256 = put(LONG);
        String key = objects().getFirst();
        server.damage(key);
        assertThatThrownBy(() -> read(sha256)).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> store.cached(sha256)).isInstanceOf(IOException.class);
        server.put(key, Arrays.copyOf(LONG, 1000));
        assertThatThrownBy(() -> read(sha256)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.read(sha256, 999, 2)).isInstanceOf(IOException.class);
        server.remove(key);
        assertThatThrownBy(() -> read(sha256)).isInstanceOf(IOException.class);

        jdbc.sql("update blob set checked_at = null").update();
        var maintenance = TestBlobStore.maintenance(database, bytes);
        assertThat(maintenance.checkNext(Duration.ofDays(7), read -> {})).isTrue();
        assertThat(maintenance.damaged()).hasSize(1);
        put(LONG);
        assertThat(maintenance.damaged()).isEmpty();
        assertThat(read(sha256)).isEqualTo(LONG);
    }

    @Test
    void anOutageSaysSoAndNothingOfABlobThatIsChecked() throws Exception {
        String sha256 = put(LONG);
        jdbc.sql("update blob set checked_at = null").update();
        InputStream in = store.open(sha256);
        in.skipNBytes(10);
        server.close();
        assertThatThrownBy(in::readAllBytes)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessage("The object storage does not answer at the moment; try again later.");
        assertThatThrownBy(() -> put(new byte[10])).isInstanceOf(StorageException.class);
        var maintenance = TestBlobStore.maintenance(database, bytes);
        assertThatThrownBy(() -> maintenance.checkNext(Duration.ofDays(7), read -> {}))
                .isInstanceOf(StorageException.class);
        assertThat(maintenance.damaged()).isEmpty();
        assertThat(jdbc.sql("select count(*) from blob where checked_at is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from blob").query(Integer.class).single())
                .as("of what could not be written nothing is left")
                .isEqualTo(1);
    }

    @Test
    void aWriteThatBreaksOffInTheMiddleLeavesNothing() throws Exception {
        var in = new ByteArrayInputStream(LONG) {
            @Override
            public int read(byte[] to, int offset, int length) {
                if (pos > ObjectUpload.PART + 5) {
                    server.fail(8);
                }
                return super.read(to, offset, length);
            }
        };
        assertThatThrownBy(() -> store.put(in)).isInstanceOf(StorageException.class);
        assertThat(jdbc.sql("select count(*) from blob").query(Integer.class).single())
                .isZero();
        server.fail(0);
        // Parts that could not be given up while it was away are when the bucket is looked over.
        server.age(Duration.ofHours(49));
        new ObjectSweep(jdbc, bytes).sweep();
        assertThat(server.unfinished()).isZero();
        assertThat(objects()).isEmpty();
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() throws Exception {
        String sha256 = put(new byte[1000]);
        server.slow(Duration.ofSeconds(4));
        long start = System.nanoTime();
        assertThatThrownBy(() -> read(sha256))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.isPassing()).isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        server.slow(Duration.ZERO);
        assertThat(read(sha256)).isEqualTo(new byte[1000]);
    }

    @Test
    void whatIsRefusedIsOneSentenceWithoutAKey() throws Exception {
        server.refuseWrites("XMinioStorageFull");
        assertRefused("The object storage is full; nothing of this was stored. Free some space in it, then try again.");
        server.refuseWrites("AccessDenied");
        assertRefused("The object storage does not allow this to this server. An administrator can look at"
                + " oddboard.storage.s3 and at the log.");
        server.refuseWrites("");
        server.setSecret("another");
        assertRefused("The object storage refuses this server's key. An administrator can look at"
                + " oddboard.storage.s3 and at the log.");
        assertThat(TestBlobStore.bucket(server, StorageSettings.Kind.S3).toString())
                .doesNotContain(S3Server.SECRET)
                .doesNotContain(S3Server.KEY);
    }

    @Test
    void whereNoBucketIsSetWhatLiesInOneIsRefusedPlainly() throws Exception {
        String sha256 = put(new byte[1000]);
        try (var none = TestBlobStore.bytes(database, home, TestBlobStore.none())) {
            assertThatThrownBy(() -> TestBlobStore.create(database, home, none).read(sha256, 0, 1))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("This content lies in an object storage, but this server is told of none. An"
                            + " administrator can set oddboard.storage.s3 again.");
        }
        try (var socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            socket.close();
            try (var away = TestBlobStore.bytes(
                    database,
                    home,
                    TestBlobStore.bucket(URI.create("http://127.0.0.1:" + port), StorageSettings.Kind.S3))) {
                assertThatThrownBy(
                                () -> TestBlobStore.create(database, home, away).read(sha256, 0, 1))
                        .isInstanceOf(StorageException.class);
            }
        }
    }

    @Test
    void whatNothingRefersToGoesWithItsObjectAndOrphansAreFound() throws Exception {
        String kept = put(new byte[1000]);
        put(new byte[2000]);
        jdbc.sql("update blob set touched_at = touched_at - interval '25 hours' where size = 2000")
                .update();
        assertThat(TestBlobStore.maintenance(database, bytes).collect()).isEqualTo(1);
        Await.until("one object", Duration.ofMinutes(1), () -> objects().size() == 1 ? true : null);

        server.put("team/odd/ab/orphan", new byte[5]);
        server.put("team/other", new byte[5]);
        var sweep = new ObjectSweep(jdbc, bytes);
        assertThat(sweep.sweep()).as("they are young").isZero();
        server.age(Duration.ofHours(49));
        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(read(kept)).isEqualTo(new byte[1000]);
        assertThat(server.keys()).contains("team/other").doesNotContain("team/odd/ab/orphan");

        var other = TestDatabase.dataSource();
        JdbcClient.create(other)
                .sql("update bucket_owner set id = gen_random_uuid()")
                .update();
        try (var copy = TestBlobStore.bytes(other, home, TestBlobStore.bucket(server, StorageSettings.Kind.S3))) {
            assertThat(new ObjectSweep(JdbcClient.create(other), copy).sweep())
                    .as("another database's")
                    .isZero();
        }
        assertThat(read(kept)).isEqualTo(new byte[1000]);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> put(new byte[100]))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessage(sentence);
        assertThat(jdbc.sql("select count(*) from blob").query(Integer.class).single())
                .isZero();
    }

    private String put(byte[] content) throws IOException {
        return store.put(new ByteArrayInputStream(content)).sha256();
    }

    private byte[] read(String sha256) throws IOException {
        try (InputStream in = store.open(sha256)) {
            return in.readAllBytes();
        }
    }

    private List<String> objects() {
        return server.keys().stream()
                .filter(key -> key.startsWith("team/odd/") && !key.endsWith(BucketOwner.KEY))
                .toList();
    }
}
