package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import oddboard.quota.QuotaKind;
import oddboard.scoring.PredictionRefusedException;
import oddboard.upload.UploadRefusedException;
import org.junit.jupiter.api.Test;

/** No code is given that is not listed, and none is listed that is never given. */
class ProblemCodesTest {
    /** What makes problems, and then the code as one of its first words. */
    private static final Pattern TOLD = Pattern.compile(
            "(?:Exception|[Ff]ault|faults|[Ff]ailure|Failed|Retry|refuse|problem|later|detail|write)\\s*\\("
                    + "(?:[^\"();]|\\([^\"()]*\\))*\"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)\"(?:\\s*:\\s*\"([A-Z][A-Z0-9_]+)\")?");
    /** Any word with underscores where problems are made, so that no other way of telling one is missed. */
    private static final Pattern WORD = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
    /** Names of variables, and the end of a code. */
    private static final Set<String> NO_CODES = Set.of(
            "CUDA_VISIBLE_DEVICES",
            "LD_LIBRARY_PATH",
            "MALLOC_ARENA_MAX",
            "PYTORCH_FLAVOR",
            "PYTORCH_LIBRARY_PATH",
            "TOO_LARGE");

    private static final Path SOURCES = Path.of("src/main/java/oddboard");

    private static String sourcesBut(String left) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.startsWith(SOURCES.resolve(left)))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        // Its log is written by a method named write, too.
        String text = sourcesBut("maintenance");
        TOLD.matcher(text).results().forEach(found -> {
            used.add(found.group(1));
            if (found.group(2) != null) {
                used.add(found.group(2));
            }
        });
        for (var reason : UploadRefusedException.Reason.values()) {
            used.add(reason.name());
        }
        for (var kind : QuotaKind.values()) {
            used.add("QUOTA_" + kind.name());
        }
        // It names variables of the environment.
        WORD.matcher(sourcesBut("node")).results().map(w -> w.group(1)).forEach(used::add);
        for (var reason : PredictionRefusedException.Reason.values()) {
            used.add("PREDICT_" + reason.name());
        }
        used.remove("PREDICT_");
        used.removeAll(NO_CODES);
        used.remove("QUOTA_");
        return used;
    }

    @Test
    void everyCodeThatIsToldIsListed() throws IOException {
        Set<String> unlisted = used();
        unlisted.removeAll(ProblemCodes.all().keySet());
        assertThat(unlisted).as("add them to problems.properties").isEmpty();
    }

    @Test
    void everyCodeThatIsListedIsTold() throws IOException {
        Set<String> unused = new TreeSet<>(ProblemCodes.all().keySet());
        unused.removeAll(used());
        assertThat(unused).isEmpty();
    }

    @Test
    void everyCodeHasAStatusAndASentence() {
        ProblemCodes.all().forEach((code, meaning) -> {
            assertThat(meaning.status()).as(code).matches("[45]\\d\\d|job");
            assertThat(meaning.sentence()).as(code).endsWith(".");
        });
    }
}
