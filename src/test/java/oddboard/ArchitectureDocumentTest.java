package oddboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/ARCHITECTURE.md names what is there. */
class ArchitectureDocumentTest {
    private static final Path SOURCES = Path.of("src/main/java/oddboard");
    private static final Pattern PACKAGE = Pattern.compile("`([a-z]+)`");
    private static final Pattern CLASS = Pattern.compile("`([a-z][\\w/]*/[A-Z]\\w+)(?:\\.\\w+)?`");

    @Test
    void itsTableHasEveryPackage() throws IOException {
        String text = Files.readString(Path.of("docs/ARCHITECTURE.md"));
        String table = text.substring(text.indexOf("## Packages"), text.indexOf("**Dependency rule.**"));
        try (var folders = Files.list(SOURCES)) {
            assertThat(PACKAGE.matcher(table).results().map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void theClassesThatItNamesAreThere() throws IOException {
        Matcher named = CLASS.matcher(Files.readString(Path.of("docs/ARCHITECTURE.md")));
        assertThat(named.results().map(found -> SOURCES.resolve(found.group(1) + ".java")))
                .hasSizeGreaterThan(30)
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }
}
