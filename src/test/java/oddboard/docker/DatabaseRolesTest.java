package oddboard.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import oddboard.testing.RolesPostgres;
import oddboard.testing.StartsProcess;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the two roles of docker-compose.yml may do. */
@StartsProcess
class DatabaseRolesTest {
    private static RolesPostgres postgres;
    private static JdbcClient app;

    @BeforeAll
    static void start() throws Exception {
        postgres = new RolesPostgres();
        app = JdbcClient.create(postgres.database("app"));
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static void migrateAs(String role) {
        Flyway.configure()
                .dataSource(postgres.database(role))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @Test
    void ownerMigratesAndTheApplicationOnlyServes() {
        assertThatThrownBy(() -> migrateAs("app"))
                .isInstanceOf(FlywayException.class)
                .hasStackTraceContaining("permission denied");
        migrateAs("owner");
        // With nothing to do, as each node does at its start, anybody may look.
        migrateAs("app");
        for (String forbidden : List.of(
                "create table mine (id int)",
                "alter table run add column mine int",
                "drop table notice",
                "truncate job",
                "create schema mine",
                "create role mine",
                "alter table dataset disable trigger all",
                "copy job to program 'true'")) {
            assertThatThrownBy(() -> app.sql(forbidden).update())
                    .as(forbidden)
                    .hasStackTraceContaining(
                            forbidden.startsWith("alter") || forbidden.startsWith("drop") ? "must be owner" : "denied");
        }
        List<String> closed = new ArrayList<>();
        for (String table : app.sql(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
                .query(String.class)
                .list()) {
            for (String right : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
                if (!app.sql("select has_table_privilege(:t, :p)")
                        .param("t", table)
                        .param("p", right)
                        .query(Boolean.class)
                        .single()) {
                    closed.add(table + " " + right);
                }
            }
        }
        // Only what tells of the past is not the application's to change.
        assertThat(closed).allMatch(c -> c.startsWith("audit ") || c.startsWith("flyway_schema_history "));
        assertThat(closed).noneMatch(c -> c.endsWith("SELECT"));
    }
}
