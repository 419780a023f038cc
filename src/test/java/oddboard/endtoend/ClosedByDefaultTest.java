package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import oddboard.testing.Await;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a program that is started with no settings lets others do. */
@StartsProcess
class ClosedByDefaultTest {
    @TempDir
    Path folder;

    @Test
    void onlyThisMachineReachesThePagesAndTheWorkerHasNoKeyToTheServer() throws Exception {
        Program program = SharedProgram.get();
        int port = URI.create(program.url()).getPort();
        // Another address of this machine stands for one of its networks.
        assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(ConnectException.class);
        connect("127.0.0.1", port);
        awaitLog(program, "Only this machine can open it");
        assertThat(program.log()).contains("--server.address=0.0.0.0");

        JdbcClient jdbc = JdbcClient.create(program.database());
        Await.until("the worker's sessions", Duration.ofMinutes(1), () -> {
            int sessions = jdbc.sql("select count(*) from pg_stat_activity where usename = 'oddboard_app'")
                    .query(Integer.class)
                    .single();
            return sessions > 0 ? true : null;
        });
        assertThat(jdbc.sql("select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls"
                                + " from pg_roles where rolname = 'oddboard_app'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        String secret = Files.readString(SharedProgram.home().resolve("postgres/password"))
                .strip();
        String environment =
                Files.readString(Path.of("/proc/" + program.worker().pid() + "/environ"), StandardCharsets.ISO_8859_1);
        assertThat(environment)
                .contains("SPRING_DATASOURCE_USERNAME=oddboard_app")
                .doesNotContain(secret);
    }

    @Test
    void whereItIsOpenedToANetworkItSaysSo() throws Exception {
        try (Program program =
                Program.start(folder.resolve("open"), "--oddboard.demo=false", "--server.address=0.0.0.0")) {
            connect("127.0.0.2", URI.create(program.url()).getPort());
            awaitLog(program, "listens on 0.0.0.0 by plain HTTP");
            assertThat(program.log()).doesNotContain("Only this machine");
        }
    }

    /** The line comes right after the one with the address, which tells that the program has started. */
    private static void awaitLog(Program program, String words) {
        Await.until(words, Duration.ofMinutes(1), () -> program.log().contains(words) ? true : null);
    }

    private static void connect(String address, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5000);
        }
    }
}
