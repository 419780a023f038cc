package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.testing.Await;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;

/** The program's health and metrics, as those who watch it ask for them. */
@StartsProcess
class WatchTest {
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsItsHealthOnAPortOfItsOwn() throws Exception {
        Program program = SharedProgram.get();
        Matcher line = Pattern.compile("Health and metrics: http://localhost:(\\d+)/actuator")
                .matcher(program.log());
        assertThat(line.find()).isTrue();
        String watch = "http://127.0.0.1:" + line.group(1) + "/actuator";
        Await.until("a worker in the figures", Duration.ofMinutes(1), () -> {
            try {
                return get(watch + "/prometheus").body().contains("oddboard_workers{state=\"alive\"} 1.0")
                        ? true
                        : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        HttpResponse<String> health = get(watch + "/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains(
                        "\"status\":\"UP\"",
                        "\"db\"",
                        "\"workers\"",
                        "1 worker takes jobs",
                        "\"clocks\"",
                        "\"queue\"",
                        "\"disk\"");
        assertThat(get(watch + "/prometheus").body()).contains("jvm_memory_used_bytes", "oddboard_worker_slots_busy{");
        assertThat(get(watch + "/env").statusCode()).isEqualTo(404);
        assertThat(get(program.url() + "/actuator/prometheus").body()).doesNotContain("oddboard_workers");
        assertThat(get(program.url() + "/api/v1/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }
}
