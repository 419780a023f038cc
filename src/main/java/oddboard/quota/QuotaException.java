package oddboard.quota;

import java.util.Objects;
import oddboard.common.ConflictException;

/** Somebody would use more than they may; the message says what is used, what the limit is and what to do. */
public final class QuotaException extends ConflictException {
    private static final long serialVersionUID = 1L;
    private final QuotaKind kind;

    public QuotaException(QuotaKind kind, String sentence) {
        super("QUOTA_" + kind.name(), sentence);
        this.kind = kind;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public QuotaKind kind() {
        return kind;
    }
}
