package oddboard.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL of this program's own, its data kept in the home folder, reachable from this machine alone. */
final class LocalPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private final @Nullable EmbeddedPostgres postgres;
    private final int port;
    private final String password;
    private @Nullable PostgresSupervisor supervisor;

    private final Path data;

    private LocalPostgres(@Nullable EmbeddedPostgres postgres, Path data, int port, String password) {
        this.postgres = postgres;
        this.data = data;
        this.port = port;
        this.password = password;
    }

    /** The one that another process of this home started; closing it here does nothing. */
    static LocalPostgres running(Home home) {
        Path folder = home.folder("postgres");
        try {
            return new LocalPostgres(
                    null,
                    folder.resolve("data"),
                    Integer.parseInt(Files.readString(folder.resolve("port")).strip()),
                    Files.readString(folder.resolve("password")).strip());
        } catch (IOException | NumberFormatException e) {
            throw new StartException("Oddboard runs with the folder " + home.path()
                    + ", but its database can't be found there yet; try again in a minute.");
        }
    }

    /** Starts it, making the data folder on the first start; the caller holds the home's lock. */
    static LocalPostgres start(Home home) {
        Path folder = home.folder("postgres");
        Path data = folder.resolve("data");
        Path passwordFile = folder.resolve("password");
        try {
            removeHalfMade(data, passwordFile);
            if (!Files.exists(passwordFile)) {
                writePassword(passwordFile);
            }
            String password = Files.readString(passwordFile).strip();
            // After kill -9 of this program its PostgreSQL lives on; it ends, so that the port and memory are known.
            Postmaster.end(data);
            ReserveFile reserve = new ReserveFile(folder.resolve("reserve"));
            reserve.release();
            File logFile = home.folder("logs").resolve("postgres.log").toFile();
            Redirect log = Redirect.appendTo(logFile);
            Map<String, String> settings = PostgresCommand.settings(folder);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setPort(port(folder.resolve("port")))
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("auth-local", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setErrorRedirector(log)
                    .setOutputRedirector(log);
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            // The library opens it to everybody.
            Home.closeToOthers(folder);
            LocalPostgres started = new LocalPostgres(postgres, data, postgres.getPort(), password);
            started.supervise(settings, logFile, reserve);
            return started;
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new StartException("The embedded PostgreSQL did not start (" + e.getMessage() + "); its log is "
                    + home.path().resolve("logs").resolve("postgres.log")
                    + ". Or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.");
        }
    }

    private void supervise(Map<String, String> settings, File log, ReserveFile reserve) throws IOException {
        ProcessHandle server = Postmaster.find(data).orElseThrow(() -> new IOException("it ended at once"));
        String executable = server.info().command().orElse(null);
        if (executable == null) {
            LoggerFactory.getLogger(LocalPostgres.class)
                    .warn("This system does not say where PostgreSQL is; it is not started again when it ends.");
            return;
        }
        PostgresCommand command = PostgresCommand.of(executable, data, port, settings, log);
        supervisor = new PostgresSupervisor(server, command, reserve, data, this);
        supervisor.start();
    }

    /** A first start that broke off between making the data folder and its end leaves nothing worth keeping. */
    private static void removeHalfMade(Path data, Path passwordFile) throws IOException {
        if (Files.exists(data) && !Files.exists(data.resolve("postgresql.conf"))) {
            try (var files = Files.walk(data)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void writePassword(Path file) throws IOException {
        FileAttribute<?>[] owner =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, owner);
        Files.writeString(file, randomPassword() + "\n", StandardCharsets.US_ASCII);
    }

    /** The port of the last start where it is free, so that workers elsewhere find the server again; else any. */
    private static int port(Path file) throws IOException {
        int last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        for (int port : new int[] {last, 0}) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                Files.writeString(file, socket.getLocalPort() + "\n");
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody else has it now.
            }
        }
        throw new IOException("no free port");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=10&tcpKeepAlive=true";
    }

    /** For one start: nobody else needs to know it. */
    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * What a worker of this machine signs in with: the role that reads and writes rows, with a new password.
     *
     * @return Spring's names in the environment's form, and their values
     */
    Map<String, String> workerSettings() {
        String fresh = randomPassword();
        try {
            WorkerRole.ensure(url(), USER, password, fresh);
        } catch (SQLException e) {
            throw new StartException("The embedded PostgreSQL gives the worker no role (" + e.getMessage() + ").");
        }
        return Map.of(
                "SPRING_DATASOURCE_URL",
                url(),
                "SPRING_DATASOURCE_USERNAME",
                WorkerRole.NAME,
                "SPRING_DATASOURCE_PASSWORD",
                fresh);
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    /** From now on an end of the server is no fault. */
    void stopSupervising() {
        if (supervisor != null) {
            supervisor.close();
        }
    }

    @Override
    public void close() {
        stopSupervising();
        try {
            if (postgres != null) {
                // Where it died meanwhile, its number may be another's.
                Postmaster.disown(data);
                postgres.close();
                // The library waits for five seconds, which a busy machine or a full disk makes too few.
                Postmaster.awaitStopped(data)
                        .ifPresent(left -> LoggerFactory.getLogger(LocalPostgres.class)
                                .warn("The embedded PostgreSQL has not stopped, process {}", left.pid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
