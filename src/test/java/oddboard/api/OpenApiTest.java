package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiTest extends ApiFixture {
    @Test
    void writes() throws Exception {
        var answer = get("/openapi.json");
        Files.writeString(Path.of("target/openapi.json"), answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
