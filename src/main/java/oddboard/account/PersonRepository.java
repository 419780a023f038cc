package oddboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts as administrators see and change them. */
@Repository
class PersonRepository {
    private static final String COLUMNS = """
            id, name, role, must_change_password, oidc_subject is not null as by_provider, created_at, last_sign_in_at,
            case when removed_at is not null then 'REMOVED' when locked_at is not null then 'LOCKED' else 'ACTIVE' end as state
            """;

    private final JdbcClient jdbc;

    PersonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Person> list() {
        return jdbc.sql("select " + COLUMNS + " from account order by removed_at is not null, lower(name)")
                .query(PersonRepository::person)
                .list();
    }

    Optional<Person> find(UserId id) {
        return jdbc.sql("select " + COLUMNS + " from account where id = :id")
                .param("id", id.value())
                .query(PersonRepository::person)
                .optional();
    }

    /** Holds all administrators' rows until the transaction's end: two who take leave at once do so in turn. */
    List<UserId> lockActiveAdministrators() {
        return jdbc.sql("""
                        select id from account where role = 'ADMIN' and locked_at is null and removed_at is null
                        order by id for update
                        """)
                .query((row, number) -> new UserId(row.getLong("id")))
                .list();
    }

    void setRole(UserId id, Role role) {
        jdbc.sql("update account set role = :role where id = :id")
                .param("id", id.value())
                .param("role", role.name())
                .update();
    }

    void setLocked(UserId id, boolean locked) {
        jdbc.sql("""
                        update account set locked_at = case when :locked then now() end, session_epoch = session_epoch + 1
                        where id = :id
                        """).param("id", id.value()).param("locked", locked).update();
    }

    void remove(UserId id, String passwordHash) {
        jdbc.sql("""
                        update account set removed_at = now(), session_epoch = session_epoch + 1, oidc_subject = null,
                               password_hash = :hash
                        where id = :id
                        """).param("id", id.value()).param("hash", passwordHash).update();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        var user = new User(
                new UserId(row.getLong("id")),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("must_change_password"));
        Timestamp lastSignIn = row.getTimestamp("last_sign_in_at");
        return new Person(
                user,
                Person.State.valueOf(row.getString("state")),
                row.getBoolean("by_provider"),
                row.getTimestamp("created_at").toInstant(),
                lastSignIn == null ? null : lastSignIn.toInstant());
    }
}
