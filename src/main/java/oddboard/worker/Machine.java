package oddboard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which processes can see each other, and which of them still live. */
final class Machine {
    private static final Duration CLOCK_STEP = Duration.ofSeconds(5);

    private Machine() {}

    /** Equal for two processes only where a pid means the same process to both; null where the system doesn't say. */
    static @Nullable String id() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    /** When a process started, in ticks since the machine did: unlike a time of day it stays the same when a clock is set. */
    static @Nullable Long startTick(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the program's name in brackets; the 22nd is the start.
            return Long.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** True where the process with this pid is gone, or is another one that got its pid later. */
    static boolean isGone(long pid, Instant started, @Nullable Long startTick) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isPresent() && startTick != null) {
            Long now = startTick(pid);
            return now != null && !now.equals(startTick);
        }
        return process.isEmpty()
                || startOf(process.get())
                        .map(s -> Duration.between(started, s).abs().compareTo(CLOCK_STEP) > 0)
                        .orElse(false);
    }
}
