package oddboard.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import oddboard.audit.Audit;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.job.JobFailure;
import oddboard.quota.QuotaException;
import oddboard.quota.QuotaKind;
import oddboard.storage.DiskSpace;
import oddboard.testing.DatasetFixture;
import oddboard.testing.DrawnSet;
import oddboard.upload.UploadRefusedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class StorageQuotaTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset dataset;
    private Uploads uploads;
    private PartialUploads partial;

    @BeforeEach
    void open() {
        fixture = new DatasetFixture(home);
        dataset = fixture.create("Caps");
        uploads = new Uploads(
                fixture.datasets,
                new UploadRepository(fixture.jdbc),
                fixture.blobs,
                new UploadRules(new DiskSpace(home, DataSize.ofBytes(1)), DataSize.ofGigabytes(50)),
                new UploadSlots(8, 8, Duration.ofSeconds(20)),
                fixture.transaction,
                fixture.part(StorageQuota.class),
                Audit.of(fixture.jdbc));
        partial = new PartialUploads(
                fixture.datasets,
                new PartialUploadRepository(fixture.jdbc),
                new UploadRepository(fixture.jdbc),
                fixture.blobs,
                new UploadRules(new DiskSpace(home, DataSize.ofBytes(1)), DataSize.ofGigabytes(50)),
                new UploadSlots(8, 8, Duration.ofSeconds(20)),
                fixture.transaction,
                fixture.part(StorageQuota.class),
                Audit.of(fixture.jdbc));
    }

    private void allow(long bytes) {
        fixture.quotas.set(fixture.member.id(), QuotaKind.STORAGE, bytes, fixture.admin);
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    private int taken(List<Callable<Object>> calls) throws Exception {
        int taken = 0;
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    UploadRefusedException.class,
                                    refused -> assertThat(refused.reason()).isEqualTo(Reason.QUOTA_STORAGE));
                }
            }
        }
        return taken;
    }

    @Test
    void filesSentAtTheSameTimeNeverFillMoreThanTheLimit() throws Exception {
        allow(10_000);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int seed = i;
            calls.add(() -> seed % 2 == 0
                    ? partial.begin(dataset.id(), "a.npy", 4000, "", fixture.member)
                    : uploads.store(
                            dataset.id(),
                            "b.npy",
                            seed == 1 ? 4000 : -1,
                            new ByteArrayInputStream(bytes(seed, 4000)),
                            fixture.member));
        }
        int taken = taken(calls);
        assertThat(taken).isBetween(1, 2);
        assertThat(fixture.part(StorageQuota.class).used(fixture.member.id()))
                .isEqualTo(taken * 4000L)
                .isLessThanOrEqualTo(10_000);
        assertThat(fixture.jdbc
                        .sql("select count(*) from storage_hold")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aFileThatDoesNotFitIsRefusedBeforeItIsSentAndSaysWhatIsUsed() {
        allow(5_000_000);
        assertThatThrownBy(() -> partial.begin(dataset.id(), "big.zip", 6_000_000, "", fixture.member))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessage(
                        "big.zip needs 6.0 MB, but you have used 0 B of your 5.0 MB."
                                + " Delete data sets, versions or runs that are needed no more, or ask an administrator for more.");
        assertThatThrownBy(() -> uploads.store(
                        dataset.id(), "raw.npy", -1, new ByteArrayInputStream(bytes(1, 6_000_000)), fixture.member))
                .isInstanceOf(UploadRefusedException.class);
        assertThat(fixture.jdbc
                        .sql("select count(*) from upload")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(partial.begin(dataset.id(), "fits.zip", 5_000_000, "", fixture.member)
                        .size())
                .isEqualTo(5_000_000);
        assertThatThrownBy(() ->
                        uploads.store(dataset.id(), "a.csv", 1, new ByteArrayInputStream(new byte[1]), fixture.member))
                .isInstanceOf(UploadRefusedException.class);
    }

    @Test
    void anImportThatWouldMakeTooMuchFailsAndKeepsNothing() throws Exception {
        boolean[] none = new boolean[24];
        var files = Map.of(
                "train.npy",
                DrawnSet.npy("|u1", "(24, 40, 40, 3)", DrawnSet.pixels(none, 40, 1)),
                "test.npy",
                DrawnSet.npy("|u1", "(24, 40, 40, 3)", DrawnSet.pixels(none, 40, 2)),
                "labels.csv",
                ("ID,label\n"
                                + java.util.stream.IntStream.range(0, 24)
                                        .mapToObj(i -> i + "," + i % 2 + "\n")
                                        .collect(java.util.stream.Collectors.joining()))
                        .getBytes(StandardCharsets.UTF_8));
        var spec = fixture.spec(dataset, files);
        long used = fixture.part(StorageQuota.class).used(fixture.member.id());
        allow(used + 1000);
        var version = fixture.imports.start(dataset.id(), spec, fixture.member);
        assertThatThrownBy(() -> fixture.work(version)).isInstanceOf(JobFailure.class);
        assertThat(fixture.part(StorageQuota.class).used(fixture.member.id())).isEqualTo(used);
        assertThat(fixture.datasets
                        .findVersion(version.id(), fixture.member)
                        .orElseThrow()
                        .state())
                .isEqualTo(DatasetVersion.State.FAILED);
        allow(used);
        assertThatThrownBy(() -> fixture.imports.start(dataset.id(), spec, fixture.member))
                .isInstanceOf(QuotaException.class);
    }
}
