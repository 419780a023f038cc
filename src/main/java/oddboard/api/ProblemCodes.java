package oddboard.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** All codes of problems; {@code problems.properties} is the one place where they are listed. */
final class ProblemCodes {
    private ProblemCodes() {}

    /** @param status HTTP status; "job" = it stands in the error of a job that failed */
    record Meaning(String status, String sentence) {}

    static SortedMap<String, Meaning> all() {
        Properties file = new Properties();
        try (InputStream in = ProblemCodes.class.getResourceAsStream("problems.properties")) {
            file.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<String, Meaning> all = new TreeMap<>();
        file.stringPropertyNames().forEach(code -> {
            String[] parts = file.getProperty(code).split(" ", 2);
            all.put(code, new Meaning(parts[0], parts[1]));
        });
        return all;
    }
}
