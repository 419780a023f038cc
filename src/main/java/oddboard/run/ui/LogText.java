package oddboard.run.ui;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import oddboard.run.LogLine;

/** A line of a run's log as plain text, with the time of day. */
final class LogText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private LogText() {}

    static String of(LogLine line) {
        return TIME.format(line.at()) + "  " + line.line();
    }
}
