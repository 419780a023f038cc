package oddboard.run.ui;

import oddboard.run.LogLine;
import oddboard.ui.Format;

/** A line of a run's log as plain text, with the time of day. */
final class LogText {
    private LogText() {}

    static String of(LogLine line) {
        return Format.timeOfDay(line.at()) + "  " + line.line();
    }
}
