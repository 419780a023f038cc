package oddboard.health;

/** One thing that was looked at; {@code sentence} says what is so and, where it is not good, what to do. */
public record Finding(Topic topic, Level level, String sentence) {
    /** What was looked at. */
    public enum Topic {
        DATABASE,
        DISK,
        WORKERS,
        QUEUE,
        CLOCKS
    }

    /** WARN = somebody should look; BAD = work has stalled. */
    public enum Level {
        GOOD,
        WARN,
        BAD
    }
}
