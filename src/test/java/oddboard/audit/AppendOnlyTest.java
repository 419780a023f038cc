package oddboard.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import oddboard.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The owner migrates, {@code oddboard_app} serves: what that role can do to the log. */
class AppendOnlyTest {
    private static final Audit.Actor ADA = new Audit.Actor(7, "Ada");
    private static final String STAYS = "The audit log is only added to";
    private static final DataSource MIGRATED = migratedByOwner();
    private final DataSource owners = TestDatabase.copyOf(MIGRATED);
    private final JdbcClient owner = JdbcClient.create(owners);
    private JdbcClient app;

    private static DataSource migratedByOwner() {
        var database = TestDatabase.emptyDataSource();
        JdbcClient.create(database).sql("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'oddboard_app') then
                        create role oddboard_app login password 'only-in-tests';
                    end if;
                end $$""").update();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return database;
    }

    @BeforeEach
    void signInAsApplication() {
        var restricted = new PGSimpleDataSource();
        restricted.setUrl(TestDatabase.url(owners));
        restricted.setUser("oddboard_app");
        restricted.setPassword("only-in-tests");
        app = JdbcClient.create(restricted);
        Audit.of(app).record(ADA, "run.cancel", "run 3", "");
    }

    @Test
    void theServingRoleAddsReadsAndDoesItsOtherWork() {
        assertThat(app.sql("select current_user || ' ' || action from audit")
                        .query(String.class)
                        .single())
                .isEqualTo("oddboard_app run.cancel");
        app.sql("insert into account (name, password_hash, role) values ('Ada', '-', 'ADMIN')")
                .update();
        app.sql("update account set role = 'VIEWER'").update();
        assertThat(app.sql("delete from account").update()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set who = 'Bo'",
                "delete from audit",
                "truncate audit",
                "drop table audit",
                "alter table audit disable trigger all",
                "alter table audit disable trigger audit_rows_stay",
                "drop trigger audit_stays on audit",
                "drop function refuse_audit_change() cascade",
                "create or replace function refuse_audit_change() returns trigger language sql as 'select null'",
                "alter table audit owner to oddboard_app",
                "grant delete on audit to oddboard_app",
                "set session_replication_role = replica",
                "alter role oddboard_app superuser",
                "delete from flyway_schema_history"
            })
    void theServingRoleTakesNothingBack(String attempt) {
        // A grant that grants nothing is a warning in PostgreSQL, no error; what counts is that it changes nothing.
        if (attempt.startsWith("grant")) {
            app.sql(attempt).update();
            assertThatThrownBy(() -> app.sql("delete from audit").update())
                    .rootCause()
                    .hasMessageContaining("permission denied");
        } else {
            assertThatThrownBy(() -> app.sql(attempt).update())
                    .rootCause()
                    .message()
                    .containsAnyOf("permission denied", "must be owner", "must have");
        }
        assertThat(app.sql("select who from audit").query(String.class).list()).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set who = 'Bo'",
                "delete from audit",
                "truncate audit",
                "set session_replication_role = replica; delete from audit"
            })
    void notEvenTheOwnerChangesItWithoutTakingTheTriggersAwayFirst(String attempt) {
        assertThatThrownBy(() -> owner.sql(attempt).update()).rootCause().hasMessageContaining(STAYS);
        assertThat(owner.sql("select who from audit").query(String.class).list())
                .containsExactly("Ada");
    }
}
