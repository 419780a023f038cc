package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import oddboard.audit.Audit;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class UsersTest {
    private static final String GOOD = "four little words here";

    private final DataSource database = TestDatabase.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final UserRepository accounts = new UserRepository(jdbc);
    private final AccessTokenRepository tokenRows = new AccessTokenRepository(jdbc, accounts);
    private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);
    private final SessionTimes times = new SessionTimes(Clock.systemUTC(), Duration.ofHours(1), Duration.ofHours(12));
    private final Users users = new Users(accounts, encoder, times, Audit.of(jdbc));
    private final AccessTokens tokens = new AccessTokens(tokenRows, users, Audit.of(jdbc));
    private Account admin;

    @BeforeEach
    void addAdministrator() {
        admin = accounts.add("Ada", Role.ADMIN, encoder.encode("one-time"), true)
                .orElseThrow();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void nobodyIsSignedInAtFirst() {
        assertThat(users.current()).isEmpty();
        assertThatThrownBy(users::require).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> users.create("Bo", Role.MEMBER)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void findsNamesWhateverTheirCase() {
        UserDetails found = SignIn.userDetailsService(accounts, times).loadUserByUsername("ADA");
        assertThat(found.getUsername()).isEqualTo("Ada");
        assertThat(found.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_ADMIN");
    }

    @Test
    void anAdministratorAddsUsersAndNobodyElseDoes() {
        signIn(admin);
        Users.Invitation bo = users.create(" Bo ", Role.MEMBER);
        assertThat(bo.user())
                .extracting(User::name, User::role, User::mustChangePassword)
                .containsExactly("Bo", Role.MEMBER, true);
        assertThat(bo.oneTimePassword()).hasSizeGreaterThanOrEqualTo(20);
        assertThatThrownBy(() -> users.create("bO", Role.VIEWER)).hasMessage("There is a user named \"bO\" already.");
        assertThatThrownBy(() -> users.create("  ", Role.VIEWER)).isInstanceOf(IllegalArgumentException.class);
        assertThat(users.list()).extracting(User::name).containsExactly("Ada", "Bo");
        signIn(accounts.find("Bo").orElseThrow());
        assertThatThrownBy(() -> users.create("Cy", Role.ADMIN)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void changesThePasswordOnceTheCurrentOneIsRight() {
        signIn(admin);
        assertThatThrownBy(() -> users.changePassword("wrong", GOOD)).hasMessage("The current password is not right.");
        assertThatThrownBy(() -> users.changePassword("one-time", "short")).isInstanceOf(PasswordException.class);
        assertThat(users.require().mustChangePassword()).isTrue();
        users.changePassword("one-time", GOOD);
        assertThat(users.require().mustChangePassword()).isFalse();
        assertThat(encoder.matches(GOOD, accounts.find("Ada").orElseThrow().passwordHash()))
                .isTrue();
    }

    @Test
    void aNewPasswordEndsOtherSessionsButNotThisOneNorTokens() {
        var elsewhere = new SignedIn(admin, times.now());
        signIn(admin);
        String secret = tokens.create("Notebook", Scope.ADMIN, Duration.ofDays(1));
        users.changePassword("one-time", GOOD);
        assertThat(users.current()).isPresent();
        signIn(elsewhere);
        assertThat(users.current()).isEmpty();
        signIn((SignedIn) tokens.owner(secret).orElseThrow());
        assertThat(users.current()).map(User::name).contains("Ada");
    }

    @Test
    void anotherRoleAndADeletedAccountEndSessions() {
        signIn(admin);
        jdbc.sql("update account set role = 'VIEWER'").update();
        assertThat(users.current()).isEmpty();
        signIn(accounts.find("Ada").orElseThrow());
        assertThat(users.current()).map(User::role).contains(Role.VIEWER);
        jdbc.sql("delete from account").update();
        assertThat(users.current()).isEmpty();
    }

    @Test
    void keepsOnlyTheHashOfATokenAndNotesItsUse() {
        signIn(admin);
        String secret = tokens.create("Notebook", Scope.ADMIN, Duration.ofDays(1));
        assertThat(secret).startsWith("odd_").hasSize(47);
        assertThat(jdbc.sql("select count(*) from access_token t where t::text like '%' || :secret || '%'")
                        .param("secret", secret.substring(4))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(tokens.list())
                .singleElement()
                .extracting(AccessToken::lastUsedAt)
                .isNull();
        assertThat(tokens.owner(secret)).map(UserDetails::getUsername).contains("Ada");
        assertThat(tokens.list())
                .singleElement()
                .extracting(AccessToken::lastUsedAt)
                .isNotNull();
        assertThat(tokens.owner(secret + "x")).isEmpty();
    }

    @Test
    void revokedAndExpiredTokensOpenNothing() {
        signIn(admin);
        String revoked = tokens.create("One", Scope.ADMIN, Duration.ofDays(1));
        tokens.revoke(tokens.list().getFirst().id());
        assertThat(tokens.owner(revoked)).isEmpty();
        String expired = tokens.create("Two", Scope.ADMIN, Duration.ofDays(1));
        jdbc.sql("update access_token set expires_at = now() - interval '1 second' where name = 'Two'")
                .update();
        assertThat(tokens.owner(expired)).isEmpty();
        assertThat(tokens.list()).isEmpty();
    }

    @Test
    void nobodyRevokesOrSeesTheTokenOfAnother() {
        signIn(admin);
        String secret = tokens.create("Ada's", Scope.ADMIN, Duration.ofDays(1));
        long id = tokens.list().getFirst().id();
        signIn(accounts.add("Bo", Role.ADMIN, "-", false).orElseThrow());
        assertThat(tokens.list()).isEmpty();
        tokens.revoke(id);
        assertThat(tokens.owner(secret)).isPresent();
    }

    private void signIn(Account account) {
        signIn(new SignedIn(account, times.now()));
    }

    private static void signIn(SignedIn who) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
    }
}
