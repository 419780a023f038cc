package oddboard.detector;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value of a setting of the type {@link Setting.Type#BACKBONE}: {@link #BUILT_IN}, the name of a backbone that was added, or
 * {@code name@sha256} with the 64 digits of its file, as runs keep it.
 *
 * @param sha256 null where only the name is known
 */
public record BackboneName(String name, @Nullable String sha256) {
    public static final String BUILT_IN = "built-in";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern FORM = Pattern.compile("(" + NAME.pattern() + ")(?:@([0-9a-f]{64}))?");

    /** Whether a backbone may have this name: lower-case letters, digits, dots, underscores and hyphens, at most 64. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(BUILT_IN);
    }

    /** Empty where it is no such value. */
    public static Optional<BackboneName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new BackboneName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    public boolean isBuiltIn() {
        return name.equals(BUILT_IN);
    }

    @Override
    public String toString() {
        return sha256 == null ? name : name + "@" + sha256;
    }
}
