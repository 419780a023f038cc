package oddboard.dataset;

import org.jspecify.annotations.Nullable;

/** What is known of one test image. */
public enum ImageLabel {
    NORMAL,
    ANOMALOUS,
    UNLABELED;

    /** @param anomalous null = nobody said */
    public static ImageLabel of(@Nullable Boolean anomalous) {
        return anomalous == null ? UNLABELED : anomalous ? ANOMALOUS : NORMAL;
    }

    /** As it is stored: true = anomalous, null = unlabeled. */
    public @Nullable Boolean anomalous() {
        return this == UNLABELED ? null : (Boolean) (this == ANOMALOUS);
    }

    /** As files and the API have it: 1 = anomalous, 0 = normal, null = unlabeled. */
    public @Nullable Integer number() {
        return this == UNLABELED ? null : (Integer) ordinal();
    }

    /** "normal", "unlabeled", the type of the anomaly, or "anomalous" where it has none. */
    public String words(String type) {
        return switch (this) {
            case NORMAL -> "normal";
            case ANOMALOUS -> type.isBlank() ? "anomalous" : type;
            case UNLABELED -> "unlabeled";
        };
    }
}
