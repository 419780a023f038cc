package oddboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UserRepository {
    private static final String COLUMNS = "id, name, role, must_change_password, password_hash";
    /** Held by the web process that looks whether the first administrator exists. */
    private static final long FIRST_ADMINISTRATOR_LOCK = 0x0DDB_0A2DL;

    private final JdbcClient jdbc;

    UserRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from account where id = :id").param("id", id)
                .query(UserRepository::account).optional();
    }

    Optional<Account> find(String name) {
        return jdbc.sql("select " + COLUMNS + " from account where lower(name) = lower(:name)").param("name", name)
                .query(UserRepository::account).optional();
    }

    Optional<Account> firstAdministrator() {
        return jdbc.sql("select " + COLUMNS + " from account where role = 'ADMIN' order by id limit 1")
                .query(UserRepository::account).optional();
    }

    List<User> list() {
        return jdbc.sql("select " + COLUMNS + " from account order by lower(name)")
                .query((row, number) -> account(row, number).user()).list();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from account)").query(Boolean.class).single();
    }

    /** Empty where the name is taken. */
    Optional<Account> add(String name, Role role, String passwordHash, boolean mustChangePassword) {
        return jdbc.sql("""
                        insert into account (name, role, password_hash, must_change_password)
                        values (:name, :role, :hash, :mustChange)
                        on conflict (lower(name)) do nothing
                        returning id, name, role, must_change_password, password_hash
                        """)
                .param("name", name).param("role", role.name()).param("hash", passwordHash)
                .param("mustChange", mustChangePassword)
                .query(UserRepository::account).optional();
    }

    Optional<Account> setPassword(UserId id, String passwordHash, boolean mustChangePassword) {
        return jdbc.sql("""
                        update account set password_hash = :hash, must_change_password = :mustChange where id = :id
                        returning id, name, role, must_change_password, password_hash
                        """)
                .param("id", id.value()).param("hash", passwordHash).param("mustChange", mustChangePassword)
                .query(UserRepository::account).optional();
    }

    /** Until the end of the transaction, one process alone. */
    void lockFirstAdministrator() {
        jdbc.sql("select pg_advisory_xact_lock(:key)").param("key", FIRST_ADMINISTRATOR_LOCK)
                .query((row, number) -> true).single();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        var user = new User(new UserId(row.getLong("id")), row.getString("name"), Role.valueOf(row.getString("role")),
                row.getBoolean("must_change_password"));
        return new Account(user, row.getString("password_hash"));
    }
}
