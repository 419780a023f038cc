package oddboard.notice;

import java.time.Instant;

/**
 * Something that has ended.
 *
 * @param good whether it ended well
 * @param href the page about it, without a leading slash
 */
public record Notice(long id, boolean good, String text, String href, Instant at, boolean read) {}
