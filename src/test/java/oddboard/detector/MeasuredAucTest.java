package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What detectors say about themselves, and the figures beside it. */
class MeasuredAucTest {
    @Test
    void hasTheFiguresOfTheDocumentAndNoOthers() throws IOException {
        // rows such as | Apples | `fcn` | batchSize 128 | 48763 | 50 | 0.8488 | ..., and | Apples, .. | `patches` | 1 +
        // 1 |
        // `objects` | **0.9701** | ...
        Set<List<String>> document = Files.readAllLines(Path.of("docs", "results.md")).stream()
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(cell -> cell.strip().replace("`", "").replace("**", ""))
                        .toList())
                .filter(cells -> cells.size() > 5)
                .map(MeasuredAucTest::row)
                .filter(row -> !row.isEmpty())
                .collect(Collectors.toSet());
        Set<List<String>> resource = MeasuredAuc.all().stream()
                .map(m -> List.of(
                        m.detector(),
                        m.dataset(),
                        m.settings(),
                        m.epochs(),
                        String.format(Locale.ROOT, "%.4f", m.auc())))
                .collect(Collectors.toSet());
        assertThat(resource).hasSizeGreaterThan(30).isEqualTo(document);
    }

    private static List<String> row(List<String> cells) {
        boolean trained = cells.size() > 9 && Detectors.byId(cells.get(2)).isPresent();
        if (trained) {
            return List.of(cells.get(2), cells.get(1), cells.get(3), cells.get(5), cells.get(6));
        }
        boolean preset = cells.size() == 9 && Set.of("defects", "objects").contains(cells.get(4));
        return preset ? List.of(cells.get(2), cells.get(1), "purpose " + cells.get(4), "", cells.get(5)) : List.of();
    }

    @Test
    void helpsWithEveryDetectorInWholeSentences() {
        assertThat(Detectors.all()).allSatisfy(detector -> {
            assertThat(detector.help().use()).endsWith(".");
            assertThat(detector.help().limits()).endsWith(".");
            assertThat(MeasuredAuc.of(detector.id())).isNotEmpty();
        });
    }
}
