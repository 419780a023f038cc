package oddboard.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import oddboard.common.Sha256;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Makes guessing slow: failed sign-ins an account and an address within a sliding quarter of an hour. They are counted in
 * the database, so that neither a restart nor another web node forgets any.
 */
@Service
public class LoginThrottle {
    static final int PER_ACCOUNT = 10;
    static final int PER_ADDRESS = 50;
    static final Duration WINDOW = Duration.ofMinutes(15);
    /** By which the clocks of web nodes may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);
    /** Stands where no account is named, as at a link. */
    private static final byte[] NO_ACCOUNT = {};

    private final JdbcClient jdbc;
    private final Clock clock;

    @Autowired
    LoginThrottle(JdbcClient jdbc, ObjectProvider<Clock> clock) {
        this(jdbc, clock.getIfAvailable(Clock::systemUTC));
    }

    LoginThrottle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts a try before its password is looked at, so that many at once cannot slip through. */
    public boolean admit(String name, String address) {
        return admit(account(name), address(address));
    }

    /** As {@link #admit(String, String)}, for the opening of a link that names no account. */
    public boolean admitLink(String address) {
        return admit(NO_ACCOUNT, address(address));
    }

    /** The right password: what was counted against the account is forgotten, and its own try at the address. */
    public void succeeded(String name, String address) {
        jdbc.sql("delete from sign_in_try where key_sha256 = :key")
                .param("key", account(name))
                .update();
        linkOpened(address);
    }

    /** The link was a true one: its try at the address is forgotten. */
    public void linkOpened(String address) {
        jdbc.sql("delete from sign_in_try where id = (select max(id) from sign_in_try where key_sha256 = :key)")
                .param("key", address(address))
                .update();
    }

    private boolean admit(byte[] account, byte[] address) {
        Instant now = clock.instant();
        Timestamp since = Timestamp.from(now.minus(WINDOW));
        jdbc.sql("delete from sign_in_try where tried_at <= :since")
                .param("since", since)
                .update();
        // Those of a clock that was ahead and was set right would count for as long as it was ahead.
        jdbc.sql("update sign_in_try set tried_at = :now where tried_at > :ahead")
                .param("now", Timestamp.from(now))
                .param("ahead", Timestamp.from(now.plus(SKEW)))
                .update();
        // In before it is counted: of many at once none misses another.
        List<Long> own = jdbc.sql("""
                        insert into sign_in_try (key_sha256, tried_at)
                        select key, :now from unnest(array[:account, :address]::bytea[]) key where length(key) > 0
                        returning id
                        """)
                .param("account", account)
                .param("address", address)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .list();
        boolean few = jdbc.sql("""
                        select count(*) filter (where key_sha256 = :account) <= :perAccount
                           and count(*) filter (where key_sha256 = :address) <= :perAddress
                        from sign_in_try where key_sha256 in (:account, :address)
                        """)
                .param("account", account)
                .param("address", address)
                .param("perAccount", PER_ACCOUNT)
                .param("perAddress", PER_ADDRESS)
                .query(Boolean.class)
                .single();
        if (!few) {
            // A refused try doesn't lengthen the wait.
            jdbc.sql("delete from sign_in_try where id in (:own)")
                    .param("own", own)
                    .update();
        }
        return few;
    }

    /** Whatever the spelling, one account is one key: the name is trimmed and looked up as the sign-in does. */
    @SuppressWarnings("StringTrim") // Spring Security's sign-in trims in this way, control characters too.
    private byte[] account(String name) {
        String trimmed = name.trim();
        return trimmed.indexOf('\0') >= 0
                ? Sha256.of("name " + trimmed)
                : jdbc.sql("select id from account where lower(name) = lower(:name)")
                        .param("name", trimmed)
                        .query(Long.class)
                        .optional()
                        .map(id -> Sha256.of("account " + id))
                        .orElseGet(() -> Sha256.of("name " + trimmed.toLowerCase(Locale.ROOT)));
    }

    private static byte[] address(String address) {
        return Sha256.of("address " + network(address));
    }

    /** Of IPv6 the first half, the other half is the client's to choose. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
