package oddboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UserRepository {
    private static final String COLUMNS = """
            id, name, role, must_change_password, password_hash, session_epoch,
            case when removed_at is not null then 'REMOVED' when locked_at is not null then 'LOCKED' else 'ACTIVE' end as state
            """;
    /** Held by the web process that looks whether the first administrator exists. */
    private static final long FIRST_ADMINISTRATOR_LOCK = 0x0DDB_0A2DL;

    private final JdbcClient jdbc;

    UserRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from account where id = :id")
                .param("id", id)
                .query(UserRepository::account)
                .optional();
    }

    Optional<Account> find(String name) {
        if (name.indexOf('\0') >= 0) {
            return Optional.empty(); // PostgreSQL takes no such text.
        }
        return jdbc.sql("select " + COLUMNS + " from account where lower(name) = lower(:name)")
                .param("name", name)
                .query(UserRepository::account)
                .optional();
    }

    Map<Long, Account> find(Collection<Long> ids) {
        return jdbc
                .sql("select " + COLUMNS + " from account where id in (:ids)")
                .param("ids", ids)
                .query(UserRepository::account)
                .list()
                .stream()
                .collect(Collectors.toMap(account -> account.user().id().value(), account -> account));
    }

    Optional<Account> findSubject(String subject) {
        return jdbc.sql("select " + COLUMNS + " from account where oidc_subject = :subject")
                .param("subject", subject)
                .query(UserRepository::account)
                .optional();
    }

    Optional<Account> firstAdministrator() {
        return jdbc.sql("select " + COLUMNS + " from account where role = 'ADMIN' "
                        + "and removed_at is null and locked_at is null order by id limit 1")
                .query(UserRepository::account)
                .optional();
    }

    List<User> list() {
        return jdbc.sql("select " + COLUMNS + " from account where removed_at is null order by lower(name)")
                .query((row, number) -> account(row, number).user())
                .list();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from account)")
                .query(Boolean.class)
                .single();
    }

    /** Empty where the name is taken. */
    Optional<Account> add(String name, Role role, String passwordHash, boolean mustChangePassword) {
        return jdbc.sql("""
                        insert into account (name, role, password_hash, must_change_password)
                        values (:name, :role, :hash, :mustChange)
                        on conflict (lower(name)) do nothing
                        returning \
                        """ + COLUMNS)
                .param("name", name)
                .param("role", role.name())
                .param("hash", passwordHash)
                .param("mustChange", mustChangePassword)
                .query(UserRepository::account)
                .optional();
    }

    Optional<Account> setPassword(UserId id, String passwordHash, boolean mustChangePassword) {
        return jdbc.sql("""
                        update account set password_hash = :hash, must_change_password = :mustChange where id = :id
                        returning \
                        """ + COLUMNS)
                .param("id", id.value())
                .param("hash", passwordHash)
                .param("mustChange", mustChangePassword)
                .query(UserRepository::account)
                .optional();
    }

    /** Who signs in at the OpenID Connect provider as {@code subject} from now on. */
    void setSubject(UserId id, String subject) {
        jdbc.sql("update account set oidc_subject = :subject where id = :id")
                .param("subject", subject)
                .param("id", id.value())
                .update();
    }

    void noteSignIn(long id) {
        jdbc.sql("update account set last_sign_in_at = now() where id = :id")
                .param("id", id)
                .update();
    }

    void endSessions(UserId id) {
        jdbc.sql("update account set session_epoch = session_epoch + 1 where id = :id")
                .param("id", id.value())
                .update();
    }

    /** Until the end of the transaction, one process alone. */
    void lockFirstAdministrator() {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", FIRST_ADMINISTRATOR_LOCK)
                .query((row, number) -> true)
                .single();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        var user = new User(
                new UserId(row.getLong("id")),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("must_change_password"));
        return new Account(
                user,
                row.getString("password_hash"),
                row.getInt("session_epoch"),
                Person.State.valueOf(row.getString("state")));
    }
}
