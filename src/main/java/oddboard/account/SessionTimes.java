package oddboard.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long a browser's session lasts, with nobody at it and at all. */
@Component
class SessionTimes {
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;

    @Autowired
    SessionTimes(
            ObjectProvider<Clock> clock,
            @Value("${oddboard.session.idle:30m}") Duration idle,
            @Value("${oddboard.session.longest:12h}") Duration longest) {
        this(clock.getIfAvailable(Clock::systemUTC), idle, longest);
    }

    SessionTimes(Clock clock, Duration idle, Duration longest) {
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    Duration idle() {
        return idle;
    }

    Duration longest() {
        return longest;
    }

    Instant now() {
        return clock.instant();
    }

    boolean isOver(SignedIn who) {
        Instant now = now();
        return !who.isToken()
                && (!now.isBefore(who.since.plus(longest))
                        || !now.isBefore(who.lastActive().plus(idle)));
    }
}
