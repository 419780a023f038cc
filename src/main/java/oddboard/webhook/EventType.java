package oddboard.webhook;

import java.util.Arrays;
import java.util.Optional;

/** What an endpoint can be told of. The words are part of the REST contract. */
public enum EventType {
    RUN_SUCCEEDED("run.succeeded", "A run succeeded"),
    RUN_FAILED("run.failed", "A run failed"),
    VERSION_READY("version.ready", "A data set version is ready"),
    VERSION_FAILED("version.failed", "A data set version could not be imported"),
    MODEL_CREATED("registered_model.created", "A model was registered"),
    MODEL_VERSION_CREATED("model_version.created", "A model got a new version"),
    ALIAS_MOVED("model_version_alias.created", "An alias points at another version"),
    SCORING_SUCCEEDED("scoring.succeeded", "A scoring succeeded"),
    SCORING_FAILED("scoring.failed", "A scoring failed"),
    FLAGGED_RATE_HIGH("scoring.flagged_rate_high", "A scoring flagged more images than its false alarms explain"),
    INBOX_FLAGGED("inbox.flagged", "New images of an inbox were flagged"),
    INBOX_DRIFT("inbox.drift", "The images of an inbox drift from the training images"),
    INBOX_PAUSED("inbox.paused", "An inbox paused because its scoring failed or was canceled");

    /** Of an event that nobody chooses: it is sent when it is asked for. */
    static final String TEST = "webhook.test";

    private final String word;
    private final String title;

    EventType(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** As it stands in an event's {@code type}. */
    public String word() {
        return word;
    }

    /** For people. */
    public String title() {
        return title;
    }

    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
