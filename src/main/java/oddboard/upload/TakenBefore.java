package oddboard.upload;

import java.time.Instant;

/**
 * A place from which the server took an upload itself.
 *
 * @param place such as {@code s3://parts/line3}
 * @param files that it had then
 * @param at when it was taken last
 */
public record TakenBefore(String place, int files, Instant at) {}
