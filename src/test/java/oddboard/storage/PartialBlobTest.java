package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import oddboard.testing.Await;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class PartialBlobTest {
    private static final int CHUNK = DatabaseBytes.CHUNK;
    private static final byte[] BYTES = bytes(3 * CHUNK + 4321, 1);

    @TempDir
    Path home;

    private DataSource database;
    private BlobStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.dataSource();
        store = TestBlobStore.create(database, home);
    }

    @Test
    void makesOneBlobOfPiecesOfAnyLength() throws Exception {
        var part = store.begin();
        long at = 0;
        for (int length : new int[] {1, CHUNK - 2, 2, CHUNK + 7, 0, 500, 1 << 30}) {
            int end = (int) Math.min(BYTES.length, at + length);
            assertThat(part.append(at, piece((int) at, end))).isEqualTo(end);
            assertThat(part.received()).isEqualTo(end);
            at = end;
        }
        assertThat(part.finish()).isEqualTo(new Blob(sha256(BYTES), BYTES.length));
        try (var in = store.open(sha256(BYTES))) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void goesOnInAnotherProcessWhereTheStreamBrokeOff() throws Exception {
        var part = store.begin();
        int half = CHUNK + CHUNK / 2 + 3;
        assertThatThrownBy(() -> part.append(0, broken(half)))
                .isInstanceOf(IOException.class)
                .hasMessage("reset");
        assertThat(part.received()).isEqualTo(half);

        var later = TestBlobStore.create(database, home).resume(part.handle());
        assertThat(later.received()).isEqualTo(half);
        later.append(half, piece(half, BYTES.length));
        assertThat(later.finish().sha256()).isEqualTo(sha256(BYTES));
    }

    @Test
    void keepsTheHashOverABreakOfTheConnection() throws Exception {
        var part = store.begin();
        assertThatThrownBy(() -> part.append(0, broken(CHUNK + 9))).isInstanceOf(IOException.class);
        part.append(CHUNK + 9, piece(CHUNK + 9, BYTES.length));
        // The stored bytes are not read again: whoever changes them now is found by the hash of what was sent.
        JdbcClient.create(database)
                .sql("update blob_chunk set bytes = set_byte(bytes, 0, 1) where number = 0")
                .update();
        assertThat(part.finish().sha256()).isEqualTo(sha256(BYTES));
    }

    @Test
    void goesOnFromAGapThatACrashLeft() throws Exception {
        var part = store.begin();
        part.append(0, piece(0, BYTES.length));
        JdbcClient.create(database)
                .sql("delete from blob_chunk where number = 1")
                .update();
        var later = TestBlobStore.create(database, home).resume(part.handle());
        assertThat(later.received()).isEqualTo(CHUNK);
        later.append(CHUNK, piece(CHUNK, CHUNK + 10));
        assertThat(later.received()).isEqualTo(CHUNK + 10);
        later.append(CHUNK + 10, piece(CHUNK + 10, BYTES.length));
        assertThat(later.finish().sha256()).isEqualTo(sha256(BYTES));
    }

    @Test
    void refusesAPieceThatDoesNotFit() throws Exception {
        var part = store.begin();
        part.append(0, piece(0, 10));
        assertThatThrownBy(() -> part.append(9, piece(9, 20)))
                .isInstanceOf(PartialBlobException.class)
                .hasMessageContaining("10 bytes are there");
        assertThat(part.received()).isEqualTo(10);
    }

    @Test
    void takesBackWhatCameAfterAnOffset() throws Exception {
        for (int keep : new int[] {0, 5, CHUNK, CHUNK + 5, BYTES.length}) {
            var part = store.begin();
            part.append(0, piece(0, BYTES.length));
            part.truncate(keep);
            assertThat(part.received()).isEqualTo(keep);
            part.append(keep, piece(keep, BYTES.length));
            assertThat(part.finish().sha256()).isEqualTo(sha256(BYTES));
        }
    }

    @Test
    void stopsAConnectionThatHangsWhenAnotherTakesTheUploadUp() throws Exception {
        var part = store.begin();
        var half = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var hanging = new InputStream() {
            private int at;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (at == 2 * CHUNK) {
                    half.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                int count = Math.min(length, BYTES.length - at);
                System.arraycopy(BYTES, at, to, offset, count);
                at += count;
                return count == 0 ? -1 : count;
            }
        };
        try (var threads = Executors.newSingleThreadExecutor()) {
            var old = threads.submit(() -> part.append(0, hanging));
            var again = store.resume(part.handle());
            try {
                half.await();
                // what was read is stored by another thread
                Await.until("two pieces", Duration.ofMinutes(1), () -> part.received() == 2 * CHUNK ? true : null);
                again.append(2 * CHUNK, piece(2 * CHUNK, BYTES.length));
            } finally {
                goOn.countDown();
            }
            assertThatThrownBy(old::get).hasRootCauseInstanceOf(PartialBlobException.class);
            assertThat(again.finish().sha256()).isEqualTo(sha256(BYTES));
        }
    }

    @Test
    void isGoneAfterItsEnd() throws Exception {
        var part = store.begin();
        part.append(0, piece(0, 10));
        part.finish();
        assertThatThrownBy(part::received).isInstanceOf(PartialBlobException.class);
        assertThatThrownBy(() -> part.append(10, piece(10, 20))).isInstanceOf(PartialBlobException.class);
        part.discard();
        assertThat(store.read(sha256(Arrays.copyOf(BYTES, 10)), 0, 10)).isEqualTo(Arrays.copyOf(BYTES, 10));

        var other = store.begin();
        other.append(0, piece(0, 10));
        other.discard();
        assertThatThrownBy(other::received).isInstanceOf(PartialBlobException.class);
    }

    private static InputStream piece(int from, int to) {
        return new ByteArrayInputStream(BYTES, from, to - from);
    }

    private static InputStream broken(int after) {
        return new FilterInputStream(new ByteArrayInputStream(BYTES, 0, after)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = super.read(to, offset, length);
                if (read < 0) {
                    throw new IOException("reset");
                }
                return read;
            }
        };
    }

    static byte[] bytes(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
