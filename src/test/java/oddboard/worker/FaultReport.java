package oddboard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oddboard.job.JobTimes;

/** What a fault test measured, as target/fault/NAME.md. */
final class FaultReport {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    FaultReport(String name) {
        this.name = name;
        JobTimes times = JobTimes.usual();
        lines.add("# " + name);
        lines.add("");
        lines.add("heartbeat %d s, lease %d s, sweep %d s, Quartz check-in 7.5 s; %d processors"
                .formatted(
                        times.heartbeat().toSeconds(),
                        times.lease().toSeconds(),
                        times.sweep().toSeconds(),
                        Runtime.getRuntime().availableProcessors()));
        lines.add("");
    }

    FaultReport line(String format, Object... values) {
        lines.add("- " + format.formatted(values));
        return this;
    }

    /** Median, least and most of some times. */
    FaultReport times(String what, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return line(
                "%s: median %s, least %s, most %s of %d",
                what,
                seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.getFirst()),
                seconds(sorted.getLast()),
                sorted.size());
    }

    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    void write() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fault"));
        Files.write(folder.resolve(name + ".md"), lines);
        lines.forEach(System.out::println);
    }
}
