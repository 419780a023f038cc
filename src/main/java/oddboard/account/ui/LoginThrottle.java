package oddboard.account.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Makes guessing slow: failed sign-ins an account and an address within a sliding quarter of an hour. */
@Component
@ConditionalOnWebApplication
class LoginThrottle {
    static final int PER_ACCOUNT = 10;
    static final int PER_ADDRESS = 50;
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int SWEEP_FROM = 1000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> tries = new HashMap<>();

    @Autowired
    LoginThrottle(ObjectProvider<Clock> clock) {
        this(clock.getIfAvailable(Clock::systemUTC));
    }

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Counts a try before its password is looked at, so that many at once cannot slip through. */
    synchronized boolean admit(String name, String address) {
        Instant now = clock.instant();
        if (tries.size() > SWEEP_FROM) {
            tries.values().removeIf(times -> forget(times, now).isEmpty());
        }
        Deque<Instant> byAccount = times(account(name), now);
        Deque<Instant> byAddress = times(address(address), now);
        if (byAccount.size() >= PER_ACCOUNT || byAddress.size() >= PER_ADDRESS) {
            return false;
        }
        byAccount.add(now);
        byAddress.add(now);
        return true;
    }

    /** The right password: what was counted against the account is forgotten, and its own try at the address. */
    synchronized void succeeded(String name, String address) {
        tries.remove(account(name));
        times(address(address), clock.instant()).pollLast();
    }

    private Deque<Instant> times(String key, Instant now) {
        return forget(tries.computeIfAbsent(key, absent -> new ArrayDeque<>()), now);
    }

    private static Deque<Instant> forget(Deque<Instant> times, Instant now) {
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) {
            times.removeFirst();
        }
        return times;
    }

    private static String account(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return "account " + lower.substring(0, Math.min(lower.length(), 100));
    }

    private static String address(String address) {
        return "address " + address;
    }
}
