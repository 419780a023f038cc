package oddboard.node;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oddboard.detector.Engine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Keeps one worker as a child process of the same program: whatever native code does to it, this process stays up. */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final ExponentialBackOff PAUSES = new ExponentialBackOff(1_000, 2);

    static {
        PAUSES.setMaxInterval(60_000);
    }

    private final String name;
    private final ProcessBuilder builder;
    private final CrashFiles crashFiles;
    private final Thread supervisor = new Thread(this::supervise, "worker-supervisor");
    /** Whether its settings let it leave by itself, so that a status of 0 is its end. */
    private final boolean mayLeave;

    private volatile boolean stopping;
    private volatile @Nullable Process process;

    /**
     * @param name for the log
     * @param settings what the child gets in its environment, out of sight of a process list
     */
    WorkerProcess(Home home, Class<?> application, String name, Map<String, String> settings) {
        this.name = name;
        mayLeave = Stream.of("ODDBOARD_WORKER_UNTILIDLE", "ODDBOARD_WORKER_MAXJOBS")
                .anyMatch(settings::containsKey);
        crashFiles = new CrashFiles(home.folder("logs"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                crashFiles.option(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC"));
        // The property that the child sets itself comes too late for the JDK's own temporary files.
        command.add("-Djava.io.tmpdir=" + home.folder("tmp"));
        aotCache().ifPresent(command::add);
        String classPath = System.getProperty("java.class.path");
        // One jar with all others in it has a launcher of its own; unpacked into an image's layers it has none.
        boolean packaged = ClassLoader.getSystemResource(JAR_LAUNCHER.replace('.', '/') + ".class") != null;
        command.add(packaged ? JAR_LAUNCHER : application.getName());
        builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("CLASSPATH", absolute(classPath));
        builder.environment().put("ODDBOARD_ROLE", "worker");
        builder.environment().put("ODDBOARD_HOME", home.path().toString());
        builder.environment()
                .put(
                        "ODDBOARD_WORKER_PARENTPID",
                        Long.toString(ProcessHandle.current().pid()));
        builder.environment().remove("ODDBOARD_BOOTSTRAP_TOKEN");
        // Empty, not removed: the child reads the same settings files, which may name the ports of this process.
        builder.environment().put("SERVER_PORT", "");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "");
        builder.environment().putAll(Engine.environment());
        // Of several devices this is one: the child is to be a worker, and no supervisor of workers.
        builder.environment().put("ODDBOARD_WORKER_DEVICES", "");
        builder.environment().putAll(settings);
        supervisor.setDaemon(true);
    }

    /** Where this process was started with an AOT cache, the worker's lies beside it. */
    private static Optional<String> aotCache() {
        String option = "-XX:AOTCache=";
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith(option))
                .map(a -> Path.of(a.substring(option.length())).resolveSibling("worker.aot"))
                .filter(Files::isReadable)
                .map(cache -> option + cache)
                .findFirst();
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** Until it has left by itself and is not started again. */
    void awaitEnd() throws InterruptedException {
        supervisor.join();
    }

    void start() {
        supervisor.start();
    }

    private void supervise() {
        BackOffExecution pauses = PAUSES.start();
        while (!stopping) {
            long pause;
            long started = System.nanoTime();
            try {
                Process child = builder.start();
                process = child;
                if (stopping) {
                    child.destroy();
                }
                int status = child.waitFor();
                if (stopping) {
                    return;
                }
                if (mayLeave && status == 0) {
                    LOG.info("The {} process {} has done its work.", name, child.pid());
                    return;
                }
                if (System.nanoTime() - started > HEALTHY.toNanos()) {
                    pauses = PAUSES.start();
                }
                pause = pauses.nextBackOff();
                LOG.warn(
                        "The {} process {} ended ({}); it is started again in {} s.",
                        name,
                        child.pid(),
                        describe(status),
                        pause / 1_000);
                crashFiles.prune();
            } catch (IOException e) {
                pause = pauses.nextBackOff();
                LOG.error(
                        "The {} process can't be started: {}; next try in {} s.", name, e.getMessage(), pause / 1_000);
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String describe(int status) {
        return switch (status) {
            case 3 -> "out of Java memory";
            case 70 -> "it could not take jobs any more";
            case 71 -> "its engine does not compute, see above";
            case 134 -> "crash in native code";
            case 137 -> "killed, by someone or by the system for want of memory";
            case 139 -> "crash in native code";
            default -> "status " + status;
        };
    }

    /** Asks it to store a checkpoint and leave; ends it by force after 30 s. */
    void stop() {
        stopping = true;
        supervisor.interrupt();
        Process child = process;
        if (child == null) {
            return;
        }
        child.destroy();
        try {
            if (!child.waitFor(30, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
