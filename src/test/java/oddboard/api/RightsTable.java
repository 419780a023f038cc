package oddboard.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** matrix.txt, read. */
public final class RightsTable {
    public static final List<String> WHO =
            List.of("anonymous", "token", "viewer", "vieweditor", "member", "made", "editor", "owner", "admin");
    private static final Pattern HANDLER = Pattern.compile("\\s+as\\s+");

    /** Rule -> state of the data set -> what each of {@link #WHO} gets. */
    public final Map<String, Map<String, List<String>>> rules = new LinkedHashMap<>();

    public final List<Call> calls = new ArrayList<>();
    /** Template of the route -> rule. */
    public final Map<String, String> pages = new LinkedHashMap<>();
    /** Pattern, as the program has it -> an address of that pattern. */
    public final Map<String, String> others = new LinkedHashMap<>();
    /** Pattern -> status there for somebody without a session. */
    public final Map<String, String> statuses = new LinkedHashMap<>();

    /**
     * @param path with names in braces
     * @param handler its pattern in the program, without what it asks for
     */
    public record Call(
            String rule, String method, String path, String handler, String body, Map<String, String> headers) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public RightsTable() {
        String part = "";
        for (String line : text().split("\n")) {
            if (line.startsWith("[")) {
                part = line;
            } else if (!line.startsWith("#") && !line.isBlank()) {
                switch (part) {
                    case "[people]" -> rule(line.split("\\s+"));
                    case "[calls]" -> calls.add(call(line));
                    case "[pages]" -> pages.put(second(line), line.split("\\s+")[0]);
                    case "[others]" -> other(line.split("\\s+"));
                    default -> throw new IllegalStateException(line);
                }
            }
        }
    }

    private void other(String[] words) {
        others.put(words[1], words[2]);
        statuses.put(words[1], words[0]);
    }

    private static String second(String line) {
        String[] words = line.split("\\s+");
        return words.length > 1 ? words[1] : "";
    }

    private void rule(String[] words) {
        if (!words[0].equals("rule")) {
            rules.computeIfAbsent(words[0], r -> new LinkedHashMap<>())
                    .put(words[1], List.of(words).subList(2, 2 + WHO.size()));
        }
    }

    private static Call call(String line) {
        String[] parts = line.split(" \\|\\| ", 2);
        String[] front = parts[0].split("\\s+\\|", 2);
        String[] words = front[0].strip().split("\\s+", 3);
        String[] path = HANDLER.split(words[2], 2);
        Map<String, String> headers = new LinkedHashMap<>();
        if (parts.length > 1) {
            for (String header : parts[1].split(",\\s*")) {
                String[] pair = header.split(":\\s*", 2);
                headers.put(pair[0].strip(), pair[1].strip());
            }
        }
        String handler = path[path.length - 1].strip();
        return new Call(
                words[0],
                words[1],
                path[0].strip(),
                handler.replaceFirst("\\?.*", ""),
                front.length > 1 ? front[1].strip() : "",
                headers);
    }

    private static String text() {
        try (var in = RightsTable.class.getResourceAsStream("/oddboard/rights/matrix.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
