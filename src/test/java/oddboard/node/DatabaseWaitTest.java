package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

@StartsProcess
class DatabaseWaitTest {
    @Test
    void goesOnWhenTheServerHasStarted() throws Exception {
        int port = freePort();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> DatabaseWait.await(settings(port, "postgres", "60s")));
        assertThat(waiting).isNotDone();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setPort(port).start()) {
            assertThat(waiting).succeedsWithin(Duration.ofMinutes(2));
            DatabaseWait.await(new MockEnvironment()
                    .withProperty(
                            "spring.datasource.url",
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=secret"));
            assertThatThrownBy(() -> DatabaseWait.await(settings(server.getPort(), "nobody", "60s")))
                    .as("a refusal is not waited out")
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("refuses the user \"nobody\"")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> DatabaseWait.await(settings(port, "postgres", "1s")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "PostgreSQL at jdbc:postgresql://127.0.0.1:" + port + "/postgres did not answer within 1 s (");
    }

    @Test
    void refusesAnAddressOfSomethingElseAtOnce() {
        MockEnvironment settings =
                new MockEnvironment().withProperty("spring.datasource.url", "postgres://db/oddboard");
        assertThatThrownBy(() -> DatabaseWait.await(settings))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("jdbc:postgresql:");
    }

    private static Environment settings(int port, String user, String limit) {
        return new MockEnvironment()
                .withProperty(
                        "spring.datasource.url",
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=secret")
                .withProperty("spring.datasource.username", user)
                .withProperty("oddboard.database.wait", limit);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
