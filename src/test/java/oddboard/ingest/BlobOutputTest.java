package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import oddboard.storage.BlobStore;
import oddboard.storage.PartialBlobException;
import oddboard.storage.TestBlobStore;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobOutputTest {
    private static final byte[] BYTES = new byte[9_000_000];

    @TempDir
    Path home;

    private BlobStore store;

    @BeforeEach
    void openStore() {
        new Random(3).nextBytes(BYTES);
        store = TestBlobStore.create(TestDatabase.dataSource(), home);
    }

    @Test
    void storesWhatIsWrittenInOrder() throws IOException {
        try (var out = new BlobOutput(store.begin())) {
            for (int at = 0; at < BYTES.length; at += 12_288) {
                out.write(BYTES, at, Math.min(12_288, BYTES.length - at));
            }
            var sha256 = out.finish();
            assertThat(store.read(sha256, 0, BYTES.length)).isEqualTo(BYTES);
        }
    }

    @Test
    void leavesNothingWhereItWasNotFinished() throws IOException {
        var blob = store.begin();
        try (var out = new BlobOutput(blob)) {
            out.write(BYTES);
        }
        assertThatThrownBy(blob::received).isInstanceOf(PartialBlobException.class);
    }

    @Test
    void tellsTheWriterWhyNothingMoreCanBeStored() throws IOException {
        var blob = store.begin();
        try (var out = new BlobOutput(blob)) {
            blob.discard();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            out.write(Arrays.copyOf(BYTES, 1 << 20));
                        }
                        out.finish();
                    })
                    .isInstanceOf(PartialBlobException.class);
        }
    }
}
