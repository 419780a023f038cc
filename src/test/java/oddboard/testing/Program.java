package oddboard.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import oddboard.node.PreparedHome;
import org.postgresql.ds.PGSimpleDataSource;

/** The whole program as a process of its own, started as a user starts it, with a home folder of the test's. */
public final class Program implements AutoCloseable {
    /** Valid for the first administrator, when the home was empty. */
    public static final String TOKEN = "test-token-0123456789-0123456789-0123456789";

    private static final String APPLICATION = "oddboard.Application";
    private static final Pattern URL = Pattern.compile("Oddboard started: (http://localhost:\\d+)");
    private static final Pattern WORKS = Pattern.compile("takes jobs with the labels");
    private static final Pattern PASSWORD = Pattern.compile("one-time password \"([^\"]+)\"");
    private final Process process;
    private final Path log;
    private final Path home;

    private Program(Process process, Path log, Path home) {
        this.process = process;
        this.log = log;
        this.home = home;
    }

    /** Starts it on a free port and returns when it answers. */
    public static Program start(Path home, String... args) throws IOException {
        return start(home, List.of("-Xmx1g"), args);
    }

    /** With both compilers, as {@code java -jar} has them, for what is measured after a while. */
    public static List<String> measured(String... jvm) {
        List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=4"));
        all.addAll(List.of(jvm));
        return all;
    }

    /** As {@link #start(Path, String...)}, with options of the web process's JVM. */
    public static Program start(Path home, List<String> jvm, String... args) throws IOException {
        Program program = launch(home, jvm, args);
        program.awaitStart(URL);
        return program;
    }

    /** One that goes on until the JVM's end, so that no other program could use what it would archive then. */
    static Program startLasting(Path home, String... args) throws IOException {
        Program program = launch(home, List.of("-Xmx1g"), List.of(APPLICATION), false, args);
        program.awaitStart(URL);
        return program;
    }

    /** A worker that stands alone; returns when it takes jobs. */
    public static Program worker(Path home, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--oddboard.role=worker"));
        all.addAll(List.of(args));
        Program program = launch(home, List.of("-Xmx512m"), all.toArray(String[]::new));
        program.awaitStart(WORKS);
        return program;
    }

    /** As {@link #start(Path, String...)}, from the jar that is handed out in place of the build's class path. */
    public static Program startJar(Path jar, Path home, String... args) throws IOException {
        Program program = launch(home, List.of("-Xmx1g"), List.of("-jar", jar.toString()), false, args);
        program.awaitStart(URL);
        return program;
    }

    /** From an unpacked release, by its own script, with nothing that the tests make for speed. */
    public static Program startScript(Path script, Path home, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString(), "--server.port=0"));
        command.addAll(List.of(args));
        Path log = Files.createTempFile("oddboard-program", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ODDBOARD_HOME", home.toString());
        builder.environment().put("ODDBOARD_BOOTSTRAP_TOKEN", TOKEN);
        Program program = new Program(builder.start(), log, home);
        program.awaitStart(URL);
        return program;
    }

    /** Starts it on a free port, and does not wait: see {@link #awaitStart()} and {@link #status}. */
    public static Program launch(Path home, List<String> jvm, String... args) throws IOException {
        return launch(home, jvm, List.of(APPLICATION), true, args);
    }

    private static Program launch(Path home, List<String> jvm, List<String> what, boolean archives, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(what);
        command.add("--server.port=0");
        command.addAll(List.of(args));
        boolean packaged = command.contains("-jar");
        boolean alone = String.join(" ", command).matches(".*(--oddboard\\.role=|--spring\\.datasource\\.url=).*");
        PreparedHome.copyTo(home, linkPostgres(home) && !packaged && !alone);
        Path log = Files.createTempFile("oddboard-program", ".log");
        Map<String, String> environment = new HashMap<>();
        environment.put("CLASSPATH", ClassArchive.classPath());
        environment.put("ODDBOARD_HOME", home.toString());
        // As spring-boot:run: a program that lives for a minute gains nothing from the second compiler. Its worker has
        // it too.
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        if (!packaged) {
            options.addAll(ClassArchive.options());
        }
        environment.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
        environment.put("ODDBOARD_BOOTSTRAP_TOKEN", TOKEN);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        // Its worker reads the archive, too, and does not write it: the option that does is no part of the environment.
        boolean whole = archives && !String.join(" ", args).contains("--oddboard.role=");
        return new Program(whole ? ClassArchive.startAsMaker(builder) : builder.start(), log, home);
    }

    /**
     * Unpacking PostgreSQL again for each home takes seconds; what the tests' own server was unpacked to serves all.
     *
     * @return whether the home is new, and has it now
     */
    private static boolean linkPostgres(Path home) throws IOException {
        Path unpacked = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        Path folder = home.resolve("postgres");
        if (!Files.isDirectory(unpacked) || Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> versions = Files.list(unpacked)) {
            // The library's mark of a whole one.
            if (!versions.allMatch(version -> Files.exists(version.resolve(".exists")))) {
                return false;
            }
        }
        try (Stream<Path> paths = Files.walk(unpacked)) {
            for (Path path : paths.toList()) {
                Path to = folder.resolve(unpacked.relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(to);
                } else if (Files.isSymbolicLink(path)) {
                    Files.createSymbolicLink(to, Files.readSymbolicLink(path));
                } else {
                    link(path, to);
                }
            }
        }
        return true;
    }

    private static void link(Path path, Path to) throws IOException {
        if (Files.getFileStore(path).equals(Files.getFileStore(to.getParent()))) {
            Files.createLink(to, path);
        } else {
            Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Until the pages can be opened. */
    public void awaitStart() {
        awaitStart(URL);
    }

    private void awaitStart(Pattern line) {
        try {
            awaitLog(line, Duration.ofMinutes(3));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The status with which it ends. */
    public int status() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            close();
            throw new AssertionError("the program did not end:\n" + log());
        }
        return process.exitValue();
    }

    public String url() throws IOException {
        return find(URL).group(1);
    }

    public String oneTimePassword() {
        return awaitLog(PASSWORD, Duration.ofSeconds(30)).group(1);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Matcher find(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new IllegalStateException("not in the log: " + pattern);
        }
        return matcher;
    }

    private Matcher awaitLog(Pattern pattern, Duration limit) {
        return Await.until(pattern.toString(), limit, () -> {
            Matcher matcher = pattern.matcher(log());
            if (!matcher.find()) {
                if (!process.isAlive()) {
                    throw new AssertionError("the program ended with status " + process.exitValue() + ":\n" + log());
                }
                return null;
            }
            return matcher;
        });
    }

    /** The worker child process, once there is one. */
    public ProcessHandle worker() {
        return Await.until(
                "a worker process",
                Duration.ofMinutes(1),
                () -> process.children()
                        .filter(c -> c.info()
                                .command()
                                .map(p -> p.endsWith("java") || p.endsWith("java.exe"))
                                .orElse(false))
                        .findFirst()
                        .orElse(null));
    }

    /** Its own PostgreSQL, for a look into the tables. */
    public DataSource database() throws IOException {
        Path folder = home.resolve("postgres");
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setPortNumbers(new int[] {
            Integer.parseInt(Files.readString(folder.resolve("port")).strip())
        });
        database.setUser("postgres");
        database.setPassword(Files.readString(folder.resolve("password")).strip());
        database.setDatabaseName("postgres");
        return database;
    }

    /** Ends it as kill -9 does: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as Ctrl-C does, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
