package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@StartsProcess
class LocalPostgresTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (LocalPostgres first = LocalPostgres.start(home())) {
            execute(first, "create table kept (n int); insert into kept values (7)");
        }
        try (LocalPostgres next = LocalPostgres.start(home())) {
            assertThat(sumOf(next)).isEqualTo(7);
        }
    }

    @Test
    void startsAgainAfterItsProgramWasKilled() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        assertThat(killed.waitFor()).as(() -> readLog()).isEqualTo(137);

        // A worker elsewhere lives on and keeps its connection.
        String password = Files.readString(folder.resolve("postgres/password")).strip();
        String port = Files.readString(folder.resolve("postgres/port")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connected = DriverManager.getConnection(url, "postgres", password);
                LocalPostgres next = LocalPostgres.start(home())) {
            assertThat(sumOf(next)).isEqualTo(8);
            assertThat(next.url()).startsWith(url);
            assertThat(connected.isValid(1)).isFalse();
        }
    }

    /** Commits a row and ends as kill -9 ends a process: no shutdown hook runs, PostgreSQL lives on. */
    static final class Killed {
        public static void main(String[] args) throws Exception {
            Home home = Home.open(new Arguments(new String[] {"--oddboard.home=" + args[0]}, Map.of()));
            execute(LocalPostgres.start(home), "create table kept (n int); insert into kept values (8)");
            Runtime.getRuntime().halt(137);
        }
    }

    private String readLog() {
        try {
            return Files.readString(folder.resolve("killed.log"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @Test
    void isDurableAndOpensToItsPasswordAlone() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(home())) {
            assertThatThrownBy(() -> connect(postgres, "")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(postgres, "postgres")).isInstanceOf(SQLException.class);
            try (Connection connection = connect(postgres, postgres.password());
                    var rows = connection
                            .createStatement()
                            .executeQuery(
                                    "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings"
                                            + " where name in ('fsync', 'full_page_writes', 'synchronous_commit')")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("fsync=on full_page_writes=on synchronous_commit=on");
            }
            assertThat(Files.getPosixFilePermissions(folder).toString())
                    .doesNotContain("GROUP")
                    .doesNotContain("OTHERS");
        }
    }

    private Home home() {
        return Home.open(new Arguments(new String[] {"--oddboard.home=" + folder}, Map.of()));
    }

    private static int sumOf(LocalPostgres postgres) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password());
                var rows = connection.createStatement().executeQuery("select sum(n) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password())) {
            connection.createStatement().execute(sql);
        }
    }

    private static Connection connect(LocalPostgres postgres, String password) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), password);
    }
}
