package oddboard.maintenance;

/** One thing that the doctor looked at; where it is not OK the sentence says what to do. */
public record Check(Level level, String topic, String sentence) {
    /** WARN = works, but somebody should look; FAIL = something does not work or is lost. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Check ok(String topic, String sentence) {
        return new Check(Level.OK, topic, sentence);
    }

    static Check warn(String topic, String sentence) {
        return new Check(Level.WARN, topic, sentence);
    }

    static Check fail(String topic, String sentence) {
        return new Check(Level.FAIL, topic, sentence);
    }
}
