package oddboard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import javax.sql.DataSource;
import oddboard.common.Sha256;
import oddboard.testing.S3Server;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** 200 MB there, back, moved and moved back, in pieces. */
@Slow
class LargeBlobTest {
    private static final long SIZE = 200_000_000;

    @TempDir
    Path home;

    @Test
    void aLongBlobGoesThroughBothStoresInPieces() throws Exception {
        DataSource database = TestDatabase.dataSource();
        try (var server = new S3Server("store")) {
            var settings = TestBlobStore.bucket(server, StorageSettings.Kind.S3);
            try (var bytes = TestBlobStore.bytes(database, home, settings);
                    var move = new StorageMove(database, new DiskSpace(home, DataSize.ofBytes(1)), settings)) {
                var store = TestBlobStore.create(database, home, bytes);
                var blob = store.put(drawn());
                assertThat(blob.size()).isEqualTo(SIZE);
                assertThat(hash(drawn())).isEqualTo(blob.sha256());
                assertThat(hash(store.open(blob.sha256()))).isEqualTo(blob.sha256());
                assertThat(move.move(false, progress -> {}).moved()).isEqualTo(1);
                assertThat(hash(store.open(blob.sha256()))).isEqualTo(blob.sha256());
                assertThat(move.move(true, progress -> {}).moved()).isEqualTo(1);
                assertThat(hash(store.open(blob.sha256()))).isEqualTo(blob.sha256());
                assertThat(JdbcClient.create(database)
                                .sql("select count(*) from blob_chunk")
                                .query(Long.class)
                                .single())
                        .isZero();
            }
        }
    }

    private static InputStream drawn() {
        var random = new Random(1);
        return new InputStream() {
            private long left = SIZE;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int count = (int) Math.min(Math.min(length, 1 << 16), left);
                if (count == 0) {
                    return left == 0 ? -1 : 0;
                }
                byte[] bytes = new byte[count];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, to, offset, count);
                left -= count;
                return count;
            }
        };
    }

    private static String hash(InputStream in) throws IOException {
        var digest = Sha256.start();
        var buffer = new byte[1 << 16];
        try (in) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }
}
