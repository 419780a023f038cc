package oddboard.run;

import java.time.Instant;

public record LogLine(long id, Instant at, int attempt, String line) {}
