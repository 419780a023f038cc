package oddboard.run.ui;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import oddboard.run.LogLine;

/** A run's log as plain text: one line each, with the time of day. */
final class LogText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private LogText() {}

    static String of(List<LogLine> lines) {
        if (lines.isEmpty()) {
            return "Nothing yet. The first line comes when a worker takes the run.";
        }
        return lines.stream().map(l -> TIME.format(l.at()) + "  " + l.line()).collect(Collectors.joining("\n"));
    }
}
