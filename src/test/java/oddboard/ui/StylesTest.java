package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Style sheets and the code that names their classes fit together; each rule was broken once to see it fail. */
class StylesTest {
    private static final Path ENTRY = Path.of("frontend/oddboard.css");
    private static final String WORD = "[a-z0-9]+(?:-[a-z0-9]+)*";
    private static final Pattern NAME = Pattern.compile("odd-" + WORD + "(?:__" + WORD + ")?(?:--" + WORD + ")?");
    private static final Pattern CLASS = Pattern.compile("\\.([a-zA-Z][\\w-]*)");
    private static final Pattern RULE = Pattern.compile("([^{};]+)\\{");
    private static final Pattern LITERAL =
            Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|`[^`]*`");
    /** A name in a literal, but for variables, files and addresses. */
    private static final Pattern NAMED = Pattern.compile("(?<![\\w/-])odd-[a-z0-9_-]+(?![\\w.(:=/-])");

    private static final Pattern ELEMENT = Pattern.compile("customElements\\.define\\('([\\w-]+)'");
    private static final Pattern FLOW_CLASS = Pattern.compile("lassNames?\\((\"[\\w -]+\"(?:, \"[\\w -]+\")*)");
    /** Names of events, and of parts that a script looks up. */
    private static final Pattern NO_STYLE =
            Pattern.compile("(?:Event(?:Listener)?|\\bon)\\(['\"](odd-[\\w-]+)|['\"][^'\"]*\\.(odd-[\\w-]+)");
    /** Flow's own, over a page that loads or whose session has ended. */
    private static final Set<String> OF_FLOW = Set.of("v-loading-indicator", "v-system-error");

    private static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String withoutComments(Path css) {
        return read(css).replaceAll("(?s)/\\*.*?\\*/", "");
    }

    private static Set<String> all(Pattern pattern, Stream<String> texts) {
        return texts.flatMap(text -> pattern.matcher(text).results())
                .map(found -> found.group(found.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> selectors() throws IOException {
        return files("frontend", ".css").stream()
                .flatMap(css -> RULE.matcher(withoutComments(css)).results())
                .map(rule -> rule.group(1).strip())
                .filter(selector -> !selector.startsWith("@"));
    }

    private static Set<String> styled() throws IOException {
        Set<String> styled = all(CLASS, selectors());
        styled.removeAll(OF_FLOW);
        return styled;
    }

    private static List<String> sources() throws IOException {
        return Stream.concat(files("src/main/java", ".java").stream(), files("frontend", ".js").stream())
                .map(StylesTest::read)
                .toList();
    }

    /** Names in the code's literals; one that ends in a dash or line is the beginning of several. */
    private static Set<String> named() throws IOException {
        return sources().stream()
                .flatMap(source -> LITERAL.matcher(source).results())
                .map(MatchResult::group)
                .flatMap(literal -> NAMED.matcher(literal).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isBeginning(String name) {
        return name.endsWith("--") || name.endsWith("__");
    }

    @Test
    void everyClassIsNamedByTheScheme() throws IOException {
        assertThat(styled()).hasSizeGreaterThan(200).allMatch(NAME.asMatchPredicate(), "odd-block__part--variant");
        Set<String> given = all(Pattern.compile("\"([^\"]+)\""), all(FLOW_CLASS, sources().stream()).stream());
        assertThat(given).hasSizeGreaterThan(200).allMatch(name -> name.startsWith("odd-"), "begins with odd-");
    }

    @Test
    void everyStyledClassIsUsed() throws IOException {
        Set<String> named = named();
        assertThat(styled())
                .allMatch(
                        name -> named.contains(name)
                                || named.stream().anyMatch(begin -> isBeginning(begin) && name.startsWith(begin)),
                        "used by the code");
    }

    @Test
    void everyUsedClassIsStyled() throws IOException {
        Set<String> known = styled();
        known.addAll(all(ELEMENT, sources().stream()));
        sources().stream()
                .flatMap(source -> NO_STYLE.matcher(source).results())
                .forEach(found -> known.add(found.group(1) == null ? found.group(2) : found.group(1)));
        Predicate<String> begins = name -> isBeginning(name) && known.stream().anyMatch(one -> one.startsWith(name));
        assertThat(named())
                .allMatch(begins.or(known::contains), "styled, or an element, an event or a looked-up part of ours");
    }

    @Test
    void everyStyleSheetIsImportedOnceAndInALayer() throws IOException {
        List<Path> imported = Pattern.compile("@import url\\(\"(styles/[^\"]+)\"\\);")
                .matcher(read(ENTRY))
                .results()
                .map(one -> Path.of("frontend", one.group(1)))
                .sorted()
                .toList();
        assertThat(imported).isEqualTo(files("frontend/styles", ".css"));
        assertThat(imported)
                .allSatisfy(css -> assertThat(withoutComments(css).strip())
                        .matches("(?s)@layer (theme|base|component|page) \\{.*}")
                        .satisfies(StylesTest::isOneBlock));
        assertThat(RULE.matcher(withoutComments(ENTRY)).find())
                .as("a rule outside of all layers")
                .isFalse();
        assertThat(sources().stream().filter(source -> source.contains("@StyleSheet(")))
                .as("pages with their own")
                .hasSize(1);
    }

    /** A brace too many ends the layer, or hides the rules of the next style sheet. */
    private static void isOneBlock(String css) {
        int depth = 0;
        for (int i = 0; i < css.length(); i++) {
            depth += css.charAt(i) == '{' ? 1 : css.charAt(i) == '}' ? -1 : 0;
            if (depth == 0 && css.charAt(i) == '}') {
                assertThat(css.substring(i + 1))
                        .as("after the end of the layer")
                        .isEmpty();
            }
        }
        assertThat(depth).as("braces that are open at the end").isZero();
    }

    /** The build's minifier takes the space away and so joins what follows to what is before. */
    @Test
    void noSelectorHasASpaceBeforeAColon() throws IOException {
        assertThat(selectors()).noneMatch(selector -> selector.matches("(?s).*[^\\s,>~+]\\s+:.*"));
    }
}
