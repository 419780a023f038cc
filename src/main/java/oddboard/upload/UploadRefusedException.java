package oddboard.upload;

/** Bytes that can't be taken now, or not so; the message is a sentence for whoever sent them. */
public final class UploadRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public enum Reason {
        QUOTA_STORAGE,
        TOO_MANY_UPLOADS,
        DISK_FULL,
        FILE_TOO_LARGE,
        OFFSET_WRONG,
        CHECKSUM_WRONG,
        CONNECTION_BROKEN
    }

    UploadRefusedException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
