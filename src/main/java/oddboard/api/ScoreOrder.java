package oddboard.api;

import org.jspecify.annotations.Nullable;

/** The orders in which calls list images. */
public enum ScoreOrder {
    /** The most anomalous first. */
    DESC,
    ASC,
    /** As in the data set. */
    INDEX;

    /** {@link #DESC} where none is given; the words of earlier versions stay valid. */
    public static ScoreOrder of(@Nullable String given) {
        return switch (given == null ? "" : given) {
            case "falling" -> DESC;
            case "rising" -> ASC;
            default -> Fields.oneOf("order", ScoreOrder.class, given, DESC);
        };
    }
}
