package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.ingest.HostileFiles.Row;
import oddboard.job.JobFailure;
import oddboard.testing.DatasetFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files from somebody who means harm or whose disk was full, from the upload to the version: each is refused with its
 * own sentence, or taken with the right values, in little time and memory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class HostileFilesTest {
    private static final long MAX_BYTES = 256 << 20;
    private static final long MAX_MILLIS = 10_000;
    private static final Set<String> WRITTEN =
            Set.of("ARCHIVE", "ARCHIVE.tar", "TRAIN", "TEST", "LABELS", "packed", "masks", "own-images", "own-masks");

    private Path home;
    private DatasetFixture fixture;
    private Dataset set;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        home = folder;
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
        // What is loaded and read once is nobody's fault.
        fixture.importNow(set, Map.of("warm.zip", Zips.of(Zips.smallSet())));
    }

    static Stream<Row> rows() {
        return Stream.of(HostileFiles.archives(), HostilePictures.rows(), HostileArrays.rows())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void refusesByNameOrTakesRightly(Row row) throws Exception {
        var files = row.files().get();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        DatasetVersion version = null;
        String code = "";
        String sentence = "";
        try {
            version = fixture.importNow(set, files);
        } catch (InputException e) {
            code = e.code();
            sentence = e.getMessage();
        } catch (JobFailure e) {
            code = e.code();
            sentence = e.getMessage();
        }
        assertThat(code).as(sentence).isEqualTo(row.code());
        assertThat((threads.getCurrentThreadCpuTime() - start) / 1_000_000)
                .as("milliseconds")
                .isLessThan(MAX_MILLIS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes")
                .isLessThan(MAX_BYTES);
        if (version == null) {
            assertSentence(sentence, files.keySet());
        } else {
            row.check().accept(fixture, version);
        }
        try (var written = Files.walk(home)) {
            var names = written.filter(path -> path.toString().contains("attempt-") && Files.isRegularFile(path))
                    // An archive's has the number of its upload.
                    .map(path -> path.getFileName().toString().replaceFirst("^ARCHIVE-[0-9]+", "ARCHIVE"))
                    .collect(Collectors.toSet());
            assertThat(WRITTEN).containsAll(names);
        }
    }

    private static void assertSentence(String sentence, Set<String> files) {
        assertThat(sentence)
                .endsWith(".")
                .hasSizeLessThan(500)
                .doesNotContain("Exception", "java.", File.separator + "tmp")
                .matches(s -> files.stream().anyMatch(s::contains), "names the file")
                .matches(s -> s.chars().noneMatch(Character::isISOControl), "is one line");
    }
}
