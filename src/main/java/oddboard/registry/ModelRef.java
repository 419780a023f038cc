package oddboard.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A version as users name it: {@code name@champion}, {@code name/3} or {@code name@sha256:...}. One of the three is not null.
 *
 * @param sha256 64 hexadecimal digits
 */
public record ModelRef(
        String model,
        @Nullable String alias,
        @Nullable Integer version,
        @Nullable String sha256) {
    private static final Pattern FORM = Pattern.compile(
            "(" + ModelAlias.NAME + ")(?:/([1-9][0-9]{0,8})|@sha256:([0-9a-f]{64})|@(" + ModelAlias.NAME + "))");

    /** Words such as "version 3". */
    String what() {
        return alias != null
                ? "alias " + alias
                : version != null ? "version " + version : "version with SHA-256 " + sha256;
    }

    /** @throws InputException where it has none of the three forms */
    public static ModelRef parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new InputException(
                    "MODEL_REF",
                    "",
                    "model",
                    "\"" + text + "\" names no version of a model; write name@alias, name/3 or name@sha256:… .");
        }
        return new ModelRef(
                form.group(1),
                form.group(5),
                Optional.ofNullable(form.group(3)).map(Integer::valueOf).orElse(null),
                form.group(4));
    }
}
