package oddboard.api.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Examples of what is sent and answered, by the name of the schema: {@code examples.json}. */
final class Examples {
    private Examples() {}

    static void add(OpenAPI api) {
        try (InputStream in = Examples.class.getResourceAsStream("examples.json")) {
            new ObjectMapper().readTree(Objects.requireNonNull(in)).properties().forEach(example -> {
                var schema = api.getComponents().getSchemas().get(example.getKey());
                if (schema == null) {
                    throw new IllegalStateException("There is no schema for the example " + example.getKey());
                }
                setExample(schema, example.getValue());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void setExample(io.swagger.v3.oas.models.media.Schema schema, Object example) {
        schema.setExamples(List.of(example));
    }
}
