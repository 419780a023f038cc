package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import oddboard.testing.Await;
import oddboard.testing.SmallDisk;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@StartsProcess
class PostgresSupervisorTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void aKilledServerIsBackWithAllThatWasCommittedAndStopsWhenAskedTo() throws Exception {
        ProcessHandle last;
        try (LocalPostgres server = start(folder)) {
            execute(server, "create table kept (n int)");
            for (int n = 1; n <= 2; n++) {
                execute(server, "insert into kept values (" + n + ")");
                ProcessHandle killed = postmaster(folder);
                killed.destroyForcibly();
                int known = n;
                long since = System.nanoTime();
                Await.until("PostgreSQL", SOON, () -> rows(server) == known ? true : null);
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SOON);
                assertThat(postmaster(folder).pid()).isNotEqualTo(killed.pid());
            }
            last = postmaster(folder);
        }
        Await.until("its end", SOON, () -> last.isAlive() ? null : true);
    }

    /** The server panics where it can't write its log; the reserve gives it the room to recover. */
    @Test
    void aServerThatFilledItsDiskRecoversByTheReserveAndTakesWorkWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 400);
                LocalPostgres server = start(disk.folder())) {
            Path reserve = disk.folder().resolve("postgres/reserve");
            Await.until("the reserve", SOON, () -> Files.exists(reserve) ? true : null);
            execute(server, "create table kept (n int); insert into kept values (1)");
            ProcessHandle first = postmaster(disk.folder());
            Path ballast = disk.fill(0);
            for (int i = 0; i < 40 && Files.exists(reserve); i++) {
                try {
                    execute(server, "select pg_logical_emit_message(false, 'test', repeat('x', 1000000))");
                } catch (SQLException e) {
                    Thread.sleep(100);
                }
            }
            Await.until("PostgreSQL", SOON, () -> rows(server) == 1 ? true : null);
            assertThat(postmaster(disk.folder()).pid()).isNotEqualTo(first.pid());
            assertThat(reserve).doesNotExist();
            Files.delete(ballast);
            execute(server, "insert into kept values (2)");
            assertThat(rows(server)).isEqualTo(2);
        }
    }

    @Test
    void theLogOfChangesFitsTheDiskAndIsGivenBack() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 800);
                LocalPostgres server = start(disk.folder())) {
            execute(server, "create table big (b text)");
            for (int i = 0; i < 20; i++) {
                execute(server, "insert into big select repeat(md5(n::text), 60) from generate_series(1, 5000) n");
                execute(server, "truncate big");
            }
            execute(server, "checkpoint");
            assertThat(one(server, "select sum(size) from pg_ls_waldir()")).isLessThan(50L << 20);
        }
    }

    private static LocalPostgres start(Path folder) {
        return LocalPostgres.start(Home.open(new Arguments(new String[] {"--oddboard.home=" + folder}, Map.of())));
    }

    private static ProcessHandle postmaster(Path folder) throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                        .getFirst()
                        .strip()))
                .orElseThrow();
    }

    private static long rows(LocalPostgres server) {
        try {
            return one(server, "select count(*) from kept");
        } catch (SQLException e) {
            return -1;
        }
    }

    private static long one(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password())) {
            connection.createStatement().execute(sql);
        }
    }
}
