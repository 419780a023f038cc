package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Answers as they are stored beside a test. */
public final class PinnedJson {
    private static final JsonMapper JSON = new JsonMapper();

    private PinnedJson() {}

    /** Fails where the answer's JSON differs from the file's by more than its end. */
    public static void check(Class<?> beside, String file, Object answer) throws IOException {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        try (var stored = beside.getResourceAsStream(file)) {
            assertThat(stored).as(file + " for " + json).isNotNull();
            assertThat(json.strip()).isEqualTo(new String(stored.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
