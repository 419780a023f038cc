package oddboard.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The PostgreSQL server process that {@code postmaster.pid} of a data folder names. The file outlives the process, and numbers
 * of processes are given again: only a process that is provably the server of this folder is ever signaled.
 */
final class Postmaster {
    /** No system gives a process such a number, so that PostgreSQL takes the file for what a dead server left. */
    private static final String NOBODY = "1073741823";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOCK_ERROR = Duration.ofSeconds(5);

    private Postmaster() {}

    /** The living server of this data folder; empty where there is none, or none that is provably it. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        List<String> lines = lines(data);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<ProcessHandle> process =
                    ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
            return process.filter(p -> isServerOf(p, data, lines));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Ends the server of this folder that an earlier start left, and its clients' sessions. Where the number belongs to another
     * process by now, the file says so afterwards, and neither PostgreSQL nor its tools take that process for the server.
     */
    static void end(Path data) throws IOException {
        end(data, PATIENCE);
    }

    static void end(Path data, Duration patience) throws IOException {
        Optional<ProcessHandle> server = find(data);
        if (server.isEmpty()) {
            disown(data);
            return;
        }
        ProcessHandle process = server.get();
        signal(process, "INT");
        if (!stops(process, patience)) {
            throw new IOException("process " + process.pid() + " of an earlier start does not end");
        }
    }

    /**
     * Waits for a server that was told to stop, and tells it to stop at once where it does not within 30 seconds; empty once
     * there is none, else the one that is left.
     */
    static Optional<ProcessHandle> awaitStopped(Path data) throws IOException {
        Optional<ProcessHandle> server = find(data);
        return server.isEmpty() || stops(server.get(), PATIENCE) ? Optional.empty() : server;
    }

    /**
     * Whether a server that was told to stop does so, in the end at once: PostgreSQL 17 waits for itself for good where a request to stop meets the recovery after a crash, such as that of a full
     * disk. An immediate stop is as safe as a crash: the next start recovers.
     */
    private static boolean stops(ProcessHandle process, Duration patience) throws IOException {
        if (ends(process, patience)) {
            return true;
        }
        signal(process, "QUIT");
        return ends(process, patience);
    }

    private static boolean ends(ProcessHandle process, Duration patience) throws IOException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("interrupted");
        }
    }

    /**
     * Takes a number out of the file that is not that of this folder's server. The rest stays, by which PostgreSQL itself
     * refuses to start beside processes that still use the folder.
     */
    static void disown(Path data) throws IOException {
        List<String> lines = lines(data);
        if (!lines.isEmpty() && find(data).isEmpty()) {
            lines.set(0, NOBODY);
            Files.write(data.resolve("postmaster.pid"), lines, StandardCharsets.UTF_8);
        }
    }

    private static List<String> lines(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : List.of();
    }

    private static boolean isServerOf(ProcessHandle process, Path data, List<String> lines) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(c -> Path.of(c).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!isPostgres) {
            return false;
        }
        Optional<String[]> arguments = info.arguments();
        if (arguments.isPresent()) {
            List<String> all = Arrays.asList(arguments.get());
            int option = all.indexOf("-D");
            return option >= 0 && option + 1 < all.size() && isSame(Path.of(all.get(option + 1)), data);
        }
        // Where the system tells no arguments: the folder and the second in which it began, as the file has them.
        return lines.size() > 2
                && isSame(Path.of(lines.get(1).strip()), data)
                && info.startInstant()
                        .filter(start -> isNear(start, lines.get(2).strip()))
                        .isPresent();
    }

    private static boolean isNear(Instant start, String epochSecond) {
        return epochSecond.matches("\\d{1,12}")
                && Duration.between(start, Instant.ofEpochSecond(Long.parseLong(epochSecond)))
                                .abs()
                                .compareTo(CLOCK_ERROR)
                        <= 0;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException notThere) {
            return false;
        }
    }

    /** INT ends its clients too: a worker of the earlier start may still be connected, and a plain request waits for it. */
    private static void signal(ProcessHandle server, String signal) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            server.destroy();
        } else {
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).start();
        }
    }
}
