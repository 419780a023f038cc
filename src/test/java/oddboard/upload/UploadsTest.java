package oddboard.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oddboard.audit.Audit;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.StorageUse;
import oddboard.storage.DiskSpace;
import oddboard.testing.DatasetFixture;
import oddboard.upload.UploadRefusedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.unit.DataSize;

class UploadsTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset dataset;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        dataset = fixture.create("Caps");
    }

    private Uploads uploads(DataSize minFree, DataSize maxSize, Duration wait) {
        var rules = new UploadRules(new DiskSpace(home, minFree), maxSize);
        return new Uploads(
                fixture.datasets,
                new UploadRepository(fixture.jdbc),
                fixture.blobs,
                rules,
                new UploadSlots(2, 8, wait),
                fixture.transaction,
                fixture.part(StorageQuota.class),
                Audit.of(fixture.jdbc));
    }

    private PartialUploads partial(DataSize minFree) {
        return new PartialUploads(
                fixture.datasets,
                new PartialUploadRepository(fixture.jdbc),
                new UploadRepository(fixture.jdbc),
                fixture.blobs,
                new UploadRules(new DiskSpace(home, minFree), DataSize.ofGigabytes(50)),
                new UploadSlots(2, 8, Duration.ZERO),
                fixture.transaction,
                fixture.part(StorageQuota.class),
                Audit.of(fixture.jdbc));
    }

    private Uploads uploads() {
        return uploads(DataSize.ofBytes(1), DataSize.ofGigabytes(50), Duration.ofSeconds(20));
    }

    @Test
    void takesNothingWhereTheDiskWouldBeFull() {
        var full = uploads(DataSize.ofTerabytes(900), DataSize.ofGigabytes(50), Duration.ZERO);
        assertThatThrownBy(() -> partial(DataSize.ofTerabytes(900))
                        .begin(dataset.id(), "big.npy", 4_000_000_000L, "", fixture.member))
                .isInstanceOfSatisfying(UploadRefusedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DISK_FULL);
                    assertThat(e)
                            .hasMessageContaining("big.npy needs 4.0 GB")
                            .hasMessageContaining("free, of which 990 TB stay free");
                });
        assertThatThrownBy(() ->
                        full.store(dataset.id(), "raw.npy", -1, new ByteArrayInputStream(new byte[5]), fixture.member))
                .isInstanceOf(UploadRefusedException.class);
        assertThat(full.whole(dataset.id(), fixture.member)).isEmpty();
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void endsAStreamOfUnknownLengthThatIsTooLong() {
        var small = uploads(DataSize.ofBytes(1), DataSize.ofMegabytes(2), Duration.ZERO);
        assertThatThrownBy(() -> small.store(
                        dataset.id(), "endless.npy", -1, new ByteArrayInputStream(new byte[3 << 20]), fixture.member))
                .isInstanceOfSatisfying(
                        UploadRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE));
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesAThirdUploadOfAUserAtOnceButNoOtherUsers() throws Exception {
        var busy = uploads(DataSize.ofBytes(1), DataSize.ofGigabytes(1), Duration.ZERO);
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = new ArrayList<Future<Upload>>();
            for (int i = 0; i < 2; i++) {
                var stream = new Held(goOn, begun);
                var name = "file" + i + ".npy";
                first.add(threads.submit(() -> busy.store(dataset.id(), name, 3, stream, fixture.member)));
            }
            begun.await();
            assertThatThrownBy(() -> busy.store(
                            dataset.id(), "third.npy", 1, new ByteArrayInputStream(new byte[1]), fixture.member))
                    .isInstanceOfSatisfying(UploadRefusedException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_UPLOADS);
                        assertThat(e).hasMessageContaining("You are sending 2 files already");
                    });
            assertThat(busy.store(dataset.id(), "other.npy", 1, new ByteArrayInputStream(new byte[1]), fixture.other)
                            .size())
                    .isEqualTo(1);
            goOn.countDown();
            for (var one : first) {
                assertThat(one.get().size()).isEqualTo(3);
            }
        }
        assertThat(busy.store(dataset.id(), "third.npy", 1, new ByteArrayInputStream(new byte[1]), fixture.member)
                        .size())
                .isEqualTo(1);
    }

    /** C-12, small. */
    @Test
    void takesTwentyAtOnceOneAfterTheOther() throws Exception {
        var uploads = uploads();
        try (var threads = Executors.newFixedThreadPool(20)) {
            var all = new ArrayList<Future<Upload>>();
            for (int i = 0; i < 20; i++) {
                var bytes = new byte[2_000_000 + i];
                var name = "file" + i + ".npy";
                all.add(threads.submit(() -> uploads.store(
                        dataset.id(), name, bytes.length, new ByteArrayInputStream(bytes), fixture.member)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(all.get(i).get().size()).isEqualTo(2_000_000 + i);
            }
        }
        assertThat(uploads.whole(dataset.id(), fixture.member)).hasSize(20);
    }

    @Test
    void letsOnlyThoseAddWhoMayChangeTheDataSetAtThatMoment() throws Exception {
        var uploads = partial(DataSize.ofBytes(1));
        assertThatThrownBy(() -> uploads.begin(dataset.id(), "a.npy", 5, "", fixture.viewer))
                .isInstanceOf(AccessDeniedException.class);
        var begun = uploads.begin(dataset.id(), "a.npy", 5, "a|5|1", fixture.other);
        assertThat(uploads.unfinished(dataset.id(), fixture.other)).containsExactly(begun);
        assertThat(uploads.unfinished(dataset.id(), fixture.member)).isEmpty();
        assertThatThrownBy(() -> uploads.find(dataset.id(), begun.id(), fixture.admin))
                .isInstanceOf(NotFoundException.class);
        fixture.jdbc.sql("update dataset set visibility = 'private'").update();
        assertThatThrownBy(() -> uploads.append(
                        dataset.id(),
                        begun.id(),
                        0,
                        new ByteArrayInputStream(new byte[5]),
                        Checksum.none(),
                        fixture.other))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void countsSharedContentOnceInTheTotal() throws Exception {
        var second = fixture.create("Caps again");
        var bytes = new byte[1000];
        fixture.upload(dataset, "a.npy", bytes);
        fixture.upload(second, "b.npy", bytes);
        fixture.upload(second, "c.npy", new byte[500]);
        var use = fixture.part(StorageUse.class);
        assertThat(use.bytes(dataset.id())).isEqualTo(1000);
        assertThat(use.bytes(second.id())).isEqualTo(1500);
        assertThat(use.bytes(fixture.member)).isEqualTo(1500);
        var whole = use.whole(fixture.admin).orElseThrow();
        assertThat(whole.totals().bytes()).isEqualTo(1500);
        assertThat(whole.shared()).isEqualTo(1000);
        assertThat(whole.datasets()).extracting(StorageUse.Share::bytes).isEqualTo(List.of(1500L, 1000L));
        assertThat(use.whole(fixture.member)).isEmpty();
    }

    /** Gives its bytes when it is told to. */
    private static final class Held extends InputStream {
        private final CountDownLatch goOn;
        private final CountDownLatch begun;
        private boolean ended;

        Held(CountDownLatch goOn, CountDownLatch begun) {
            this.goOn = goOn;
            this.begun = begun;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            int read = ended ? -1 : 3;
            ended = true;
            return read;
        }
    }
}
