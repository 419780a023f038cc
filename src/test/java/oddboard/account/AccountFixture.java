package oddboard.account;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import oddboard.audit.Audit;
import oddboard.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** The package's real services over a database of one test. */
class AccountFixture {
    static final PasswordEncoder ENCODER = new BCryptPasswordEncoder(4);

    final DataSource database = TestDatabase.dataSource();
    final JdbcClient jdbc = JdbcClient.create(database);
    final Audit audit = Audit.of(jdbc);
    final SessionTimes times;
    final UserRepository accounts = new UserRepository(jdbc);
    final AccessTokenRepository tokenRows = new AccessTokenRepository(jdbc, accounts);
    final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    final Users users;
    final AccessTokens tokens;
    final UserAdministration people;
    final Invitations invitations;
    final OidcAccounts providerPeople;

    AccountFixture() {
        this(Clock.systemUTC());
    }

    AccountFixture(Clock clock) {
        times = new SessionTimes(clock, Duration.ofMinutes(30), Duration.ofHours(12));
        users = new Users(accounts, ENCODER, times, audit);
        tokens = new AccessTokens(tokenRows, users, audit);
        people = new UserAdministration(
                new PersonRepository(jdbc), accounts, tokenRows, users, ENCODER, transaction, audit);
        invitations = new Invitations(new InvitationRepository(jdbc), accounts, users, ENCODER, transaction, audit);
        providerPeople = new OidcAccounts(accounts, ENCODER, transaction, times, audit);
    }

    /** As another web node has it: nothing in common but the database. */
    Sessions node() {
        JdbcClient own = JdbcClient.create(database);
        return new Sessions(new UserRepository(own), new BrowserSessionRepository(own), times, users, audit);
    }

    UserId add(String name, Role role) {
        return accounts.add(name, role, "-" + name, false).orElseThrow().user().id();
    }

    SignedIn signedIn(String name) {
        return new SignedIn(accounts.find(name).orElseThrow(), times.now());
    }

    Authentication signIn(String name) {
        return signIn(signedIn(name));
    }

    Authentication signIn(SignedIn who) {
        var authentication = UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities());
        SecurityContextHolder.getContext().setAuthentication(authentication);
        return authentication;
    }

    void signOut() {
        SecurityContextHolder.clearContext();
    }
}
