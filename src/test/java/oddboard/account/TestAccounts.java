package oddboard.account;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import oddboard.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The real services over a database of a test, and somebody who is signed in. */
public final class TestAccounts {
    private static final PasswordEncoder QUICK = new BCryptPasswordEncoder(4);

    private static final SessionTimes TIMES =
            new SessionTimes(Clock.systemUTC(), Duration.ofHours(1), Duration.ofHours(12));

    private TestAccounts() {}

    public static Users users(DataSource database) {
        return new Users(
                new UserRepository(JdbcClient.create(database)), QUICK, TIMES, Audit.of(JdbcClient.create(database)));
    }

    public static AccessTokens tokens(DataSource database, Users users) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new AccessTokens(new AccessTokenRepository(jdbc, new UserRepository(jdbc)), users, Audit.of(jdbc));
    }

    /** Adds an administrator and signs them in on this thread. */
    public static void signIn(DataSource database, String name, String password) {
        Account account = new UserRepository(JdbcClient.create(database))
                .add(name, Role.ADMIN, QUICK.encode(password), true)
                .orElseThrow();
        var who = new SignedIn(account, TIMES.now());
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
    }
}
