package oddboard.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who this process is in the cluster: unlike every other process, now or earlier. */
record WorkerIdentity(
        String id,
        String host,
        long pid,
        Instant started,
        @Nullable Long startTick,
        String device) {
    static WorkerIdentity ofThisProcess(String device) {
        ProcessHandle self = ProcessHandle.current();
        Instant started = Machine.startOf(self).orElseGet(Instant::now);
        String host = hostName();
        String stamp = Long.toString(System.currentTimeMillis(), 36);
        return new WorkerIdentity(
                host + "-" + self.pid() + "-" + stamp,
                host,
                self.pid(),
                started,
                Machine.startTick(self.pid()),
                device);
    }

    boolean hasGpu() {
        return device.startsWith("cuda");
    }

    private static String hostName() {
        String name = Optional.ofNullable(firstOf(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME")))
                .orElseGet(WorkerIdentity::resolvedName);
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        return plain.length() <= 40 ? plain : plain.substring(0, 40);
    }

    private static @Nullable String firstOf(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return null;
    }

    private static String resolvedName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
