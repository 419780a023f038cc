package oddboard.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL with the two roles that docker-compose.yml makes, by the same file; nothing is migrated yet. */
public final class RolesPostgres implements AutoCloseable {
    private static final String DATABASE = "oddboard";
    private final EmbeddedPostgres server;

    public RolesPostgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .start();
        JdbcClient.create(server.getPostgresDatabase())
                .sql("create database " + DATABASE)
                .update();
        // What psql does before it sends a statement.
        String script = Files.readString(Path.of("src/docker/postgres/10-roles.sql"))
                .replaceAll("(?m)^\\\\set .*\\n", "")
                .replaceAll("(?m)^--.*\\n", "")
                .replace(":\"DBNAME\"", DATABASE)
                .replace(":'owner_password'", "'owner'")
                .replace(":'app_password'", "'app'");
        for (String statement : script.split(";\\s*\\n")) {
            JdbcClient.create(database("postgres")).sql(statement).update();
        }
    }

    /** @param role {@code owner} changes tables, {@code app} serves, {@code postgres} may all */
    public DataSource database(String role) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE);
        database.setUser(role.equals("postgres") ? role : "oddboard_" + role);
        database.setPassword(role);
        return database;
    }

    /** Command line options of a program that signs in as this role. */
    public List<String> options(String role) {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE,
                "--spring.datasource.username=oddboard_" + role,
                "--spring.datasource.password=" + role);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
