package oddboard.account;

import java.time.Instant;

/**
 * A browser in which somebody is signed in.
 *
 * @param address from which they signed in
 * @param agent what the browser says it is, as it says it
 * @param seenAt when the person's hand was last at it, to the minute
 * @param here whether it is the one that asks
 */
public record BrowserSession(long id, String address, String agent, Instant beganAt, Instant seenAt, boolean here) {}
