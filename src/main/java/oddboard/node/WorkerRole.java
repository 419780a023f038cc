package oddboard.node;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role by which the worker process signs in to the embedded PostgreSQL: it reads and writes rows, as the migrations grant it
 * at each start, and is no superuser, so that what decodes other people's files holds no key to the server.
 */
final class WorkerRole {
    static final String NAME = "oddboard_app";

    private WorkerRole() {}

    /**
     * Makes the role where there is none, and gives it this password.
     *
     * @param password hexadecimal
     */
    static void ensure(String url, String superuser, String superuserPassword, String password) throws SQLException {
        if (!password.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException("not hexadecimal");
        }
        try (Connection connection = DriverManager.getConnection(url, superuser, superuserPassword);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$
                    begin
                        if not exists (select from pg_roles where rolname = '%s') then
                            create role %s;
                        end if;
                    end $$
                    """.formatted(NAME, NAME));
            statement.execute("alter role %s login nosuperuser nocreatedb nocreaterole noreplication password '%s'"
                    .formatted(NAME, password));
        }
    }
}
