package oddboard.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What fields and parameters mean: {@code words.properties}. A word means the same everywhere, or says where it differs. */
record ApiMessages(Properties file) {
    static ApiMessages read() {
        Properties file = new Properties();
        try (InputStream in = ApiMessages.class.getResourceAsStream("words.properties")) {
            file.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ApiMessages(file);
    }

    /** @param owner the schema, or "parameter" or "header" */
    Optional<String> of(String owner, String name) {
        return Optional.ofNullable(file.getProperty(owner + "." + name, file.getProperty(name)));
    }
}
