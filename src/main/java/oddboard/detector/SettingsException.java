package oddboard.detector;

import java.util.Objects;

/** A setting is unknown, of a wrong type, out of its range, or does not fit the others; the message is for the user. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String setting;

    public SettingsException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The setting's name. */
    public String setting() {
        return setting;
    }
}
