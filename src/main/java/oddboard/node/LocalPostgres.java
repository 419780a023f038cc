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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL of this program's own, its data kept in the home folder, reachable from this machine alone. */
final class LocalPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private final @Nullable EmbeddedPostgres postgres;
    private final int port;
    private final String password;
    private @Nullable PostgresSupervisor supervisor;

    private LocalPostgres(@Nullable EmbeddedPostgres postgres, int port, String password) {
        this.postgres = postgres;
        this.port = port;
        this.password = password;
    }

    /** The one that another process of this home started; closing it here does nothing. */
    static LocalPostgres running(Home home) {
        Path folder = home.folder("postgres");
        try {
            return new LocalPostgres(
                    null,
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
            stopLeftOver(data);
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
            LocalPostgres started = new LocalPostgres(postgres, postgres.getPort(), password);
            started.supervise(data, settings, logFile, reserve);
            return started;
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new StartException("The embedded PostgreSQL did not start (" + e.getMessage() + "); its log is "
                    + home.path().resolve("logs").resolve("postgres.log")
                    + ". Or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.");
        }
    }

    private void supervise(Path data, Map<String, String> settings, File log, ReserveFile reserve) throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow(() -> new IOException("it ended at once"));
        String executable = server.info().command().orElse(null);
        if (executable == null) {
            LoggerFactory.getLogger(LocalPostgres.class)
                    .warn("This system does not say where PostgreSQL is; it is not started again when it ends.");
            return;
        }
        PostgresCommand command = PostgresCommand.of(executable, data, port, settings, log);
        supervisor = new PostgresSupervisor(server, command, reserve, this);
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
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        FileAttribute<?>[] owner =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, owner);
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardCharsets.US_ASCII);
    }

    /** After kill -9 of this program its PostgreSQL lives on; it is asked to end, so that the port and memory are known. */
    private static void stopLeftOver(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(1).strip().equals(data.toString())) {
            return;
        }
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(lines.getFirst().strip()))
                .filter(p -> p.info()
                        .command()
                        .map(c -> Path.of(c).getFileName().toString().startsWith("postgres"))
                        .orElse(true))
                .orElse(null);
        if (postmaster == null) {
            return;
        }
        endFast(postmaster);
        try {
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("process " + postmaster.pid() + " of an earlier start does not end");
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IOException("interrupted");
        }
    }

    /** Ends its clients too: a worker of the earlier start may still be connected, and a plain request waits for it. */
    private static void endFast(ProcessHandle postmaster) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            postmaster.destroy();
        } else {
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
        }
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

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        if (supervisor != null) {
            supervisor.close();
        }
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
