package oddboard.run;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import oddboard.account.User;
import oddboard.common.PlainText;
import oddboard.detector.SettingsException;
import oddboard.job.JobQueue;

/** Checks what a user says about a run besides its settings, and fills in what was left empty. */
public final class SpecCheck {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:-]{1,60}");

    private SpecCheck() {}

    public static RunSpec complete(RunSpec spec, String defaultName, Supplier<String> defaultLabel) {
        String name = name(spec.name().isBlank() ? defaultName : spec.name());
        List<String> tags = tags(spec.tags());
        String label = label(spec.label(), defaultLabel);
        return new RunSpec(
                spec.version(), spec.detector(), spec.settings(), name, tags, spec.priority(), label, spec.input());
    }

    /** A worker's label. */
    public static String label(String given, Supplier<String> defaultLabel) {
        String label = given.isBlank() ? defaultLabel.get() : given.strip();
        if (!LABEL.matcher(label).matches()) {
            throw new SettingsException(
                    "label",
                    "A worker's label, such as cpu or gpu, is letters, digits and _ . : - only," + " at most 60; not \""
                            + label + "\".");
        }
        return label;
    }

    public static void priority(int priority, User by) {
        int most = by.isAdmin() ? Integer.MAX_VALUE : JobQueue.MAX_PRIORITY;
        if (priority > most || priority < -most) {
            throw new SettingsException(
                    "priority", "\"priority\" must lie between -" + most + " and " + most + ", not " + priority + ".");
        }
    }

    public static String name(String given) {
        String name = given.strip();
        if (name.length() > 200 || !PlainText.isLine(name)) {
            throw new SettingsException("name", "A name is one line of at most 200 characters.");
        }
        return name;
    }

    static List<String> tags(List<String> given) {
        List<String> tags = given.stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        if (tags.size() > 20 || tags.stream().anyMatch(t -> t.length() > 50 || !PlainText.isLine(t))) {
            throw new SettingsException("tags", "A run has at most 20 tags of at most 50 characters.");
        }
        return tags;
    }

    static String note(String given) {
        String note = PlainText.text(given, "note");
        if (note.length() > 5000) {
            throw new SettingsException("note", "A note has at most 5,000 characters, not " + note.length() + ".");
        }
        return note;
    }
}
