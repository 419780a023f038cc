package oddboard.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CPU and memory of this process and its machine, or of the container that bounds them. */
final class MachineUse {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Path PROC = Path.of("/proc");
    /** What the kernel keeps from programs makes the total of a machine differ a little. */
    private static final double SAME = 0.02;

    private MachineUse() {}

    /** Since the last call; null before the second one. */
    static @Nullable Integer cpu() {
        return percent(SYSTEM.getCpuLoad());
    }

    static @Nullable Integer processCpu() {
        return percent(SYSTEM.getProcessCpuLoad());
    }

    static long memoryTotal() {
        return SYSTEM.getTotalMemorySize();
    }

    /** Without what the system keeps of files only because nobody else wants the room. */
    static long memory() {
        long total = memoryTotal();
        List<String> lines = lines("meminfo");
        Long whole = kilobytes(lines, "MemTotal:");
        Long available = kilobytes(lines, "MemAvailable:");
        boolean bounded = whole == null || Math.abs(whole - total) > SAME * total;
        return total - (bounded || available == null ? SYSTEM.getFreeMemorySize() : Math.min(total, available));
    }

    static @Nullable Long processMemory() {
        return kilobytes(lines("self/status"), "VmRSS:");
    }

    /** Such as "AMD EPYC 7763, 8 cores". */
    static String processor() {
        int cores = SYSTEM.getAvailableProcessors();
        String name = lines("cpuinfo").stream()
                .filter(l -> l.startsWith("model name"))
                .findFirst()
                .map(l -> l.substring(l.indexOf(':') + 1)
                        .replaceAll("\\((R|TM)\\)| CPU| Processor|@.*", "")
                        .replaceAll("\\s+", " ")
                        .strip())
                .orElse(System.getProperty("os.arch"));
        return name + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    private static @Nullable Integer percent(double share) {
        return share >= 0 && share <= 1 ? (int) Math.round(100 * share) : null;
    }

    private static @Nullable Long kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(l -> l.startsWith(name))
                .findFirst()
                .map(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024)
                .orElse(null);
    }

    /** Empty where the system has no such file. */
    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(PROC.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
