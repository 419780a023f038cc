package oddboard.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * What a program's first start takes longest for, made once and copied for each home of a test: the database with its tables,
 * empty. The start of the jar and of the tarball make their own.
 */
public final class PreparedHome {
    private static @Nullable Path made;

    private PreparedHome() {}

    /**
     * Gives the home a database, where it has none.
     *
     * @param unpacked the home already has PostgreSQL's own files
     */
    public static synchronized void copyTo(Path home, boolean unpacked) throws IOException {
        Path postgres = home.resolve("postgres");
        if (!unpacked || Files.exists(postgres.resolve("data"))) {
            return;
        }
        Path from = made == null ? make(postgres) : made;
        for (String name : List.of("data", "password")) {
            copy(from.resolve("postgres").resolve(name), postgres.resolve(name));
        }
    }

    private static Path make(Path unpacked) throws IOException {
        Path folder = Files.createTempDirectory("oddboard-prepared");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        copy(unpacked, folder.resolve("postgres"));
        Home home = new Home(folder);
        try (LocalPostgres local = LocalPostgres.start(home)) {
            local.workerSettings();
            Flyway.configure()
                    .dataSource(local.url(), local.user(), local.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
        made = folder;
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // It lies in the folder for what is passing.
        }
    }
}
