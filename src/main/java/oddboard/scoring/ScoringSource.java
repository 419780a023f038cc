package oddboard.scoring;

import java.util.List;

/**
 * Where the uploads of a scoring came from, which nobody sent.
 *
 * @param source the place, such as {@code images/line3} or {@code s3://parts/line3}
 * @param unread names of files there that could not be read
 */
record ScoringSource(String source, List<String> unread) {}
