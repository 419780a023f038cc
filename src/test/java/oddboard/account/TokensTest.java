package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** Until when a token opens something, and who may end it. */
class TokensTest extends AccountFixture {
    private static final Duration WEEK = Duration.ofDays(7);

    @AfterEach
    void leave() {
        signOut();
    }

    private void by(String secret) {
        signIn((SignedIn) tokens.owner(secret).orElseThrow());
    }

    private boolean opens(String secret) {
        return tokens.owner(secret).isPresent();
    }

    private long id(String name) {
        return tokens.list().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatATokenMadeEndsWithIt() {
        add("ada", Role.MEMBER);
        signIn("ada");
        String parent = tokens.create("parent", Scope.WRITE, Duration.ofDays(1));
        String own = tokens.create("own", Scope.WRITE, WEEK);
        by(parent);
        String child = tokens.create("child", Scope.WRITE, Duration.ofDays(90));
        by(child);
        String grandchild = tokens.create("grandchild", Scope.READ, Duration.ofDays(90));
        var listed = tokens.list();
        assertThat(listed).extracting(AccessToken::name).containsExactly("grandchild", "child", "own", "parent");
        assertThat(listed.get(0).expiresAt())
                .as("no later than its parent")
                .isEqualTo(listed.get(3).expiresAt());
        signIn("ada");
        tokens.revoke(id("parent"));
        assertThat(opens(parent)).isFalse();
        assertThat(opens(child)).isFalse();
        assertThat(opens(grandchild)).isFalse();
        assertThat(opens(own)).isTrue();
        assertThat(tokens.list()).extracting(AccessToken::name).containsExactly("own");
    }

    @Test
    void whatATokenMadeEndsWhenItExpires() {
        add("ada", Role.MEMBER);
        signIn("ada");
        String parent = tokens.create("parent", Scope.WRITE, WEEK);
        by(parent);
        String child = tokens.create("child", Scope.WRITE, WEEK);
        assertThat(opens(child)).isTrue();
        jdbc.sql("update access_token set expires_at = now() - interval '1 second' where name = 'parent'")
                .update();
        assertThat(opens(child)).isFalse();
    }

    @Test
    void aResetOfThePasswordEndsAllTokens() {
        var ada = add("ada", Role.MEMBER);
        add("root", Role.ADMIN);
        signIn("ada");
        String secret = tokens.create("laptop", Scope.WRITE, WEEK);
        signIn("root");
        String others = tokens.create("server", Scope.ADMIN, WEEK);
        people.resetPassword(ada);
        assertThat(opens(secret)).isFalse();
        assertThat(opens(others)).isTrue();
    }

    @Test
    void administratorsListAndRevokeAnybodysTokens() {
        var ada = add("ada", Role.MEMBER);
        var bo = add("bo", Role.MEMBER);
        add("root", Role.ADMIN);
        signIn("ada");
        String secret = tokens.create("laptop", Scope.WRITE, WEEK);
        assertThatThrownBy(people::tokens).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> people.tokens(ada)).isInstanceOf(AccessDeniedException.class);
        long laptop = id("laptop");
        assertThatThrownBy(() -> people.revokeToken(ada, laptop)).isInstanceOf(AccessDeniedException.class);
        signIn("root");
        assertThat(people.tokens()).extracting(AccessToken::ownerName).containsExactly("ada");
        assertThat(people.tokens(ada)).extracting(AccessToken::name).containsExactly("laptop");
        assertThat(people.tokens(bo)).isEmpty();
        people.revokeToken(bo, laptop);
        assertThat(opens(secret)).isTrue();
        people.revokeToken(ada, laptop);
        assertThat(opens(secret)).isFalse();
        assertThatThrownBy(() -> people.revokeToken(new UserId(4711), laptop)).isInstanceOf(NotFoundException.class);
        assertThat(people.tokens()).isEmpty();
    }

    @Test
    void onePersonHasAHundredTokensAtMost() {
        add("ada", Role.MEMBER);
        signIn("ada");
        for (int i = 0; i < 100; i++) {
            tokens.create("token " + i, Scope.READ, WEEK);
        }
        assertThatThrownBy(() -> tokens.create("one more", Scope.READ, WEEK)).isInstanceOf(ConflictException.class);
        tokens.revoke(id("token 0"));
        assertThat(opens(tokens.create("one more", Scope.READ, WEEK))).isTrue();
        assertThat(tokens.list().getFirst().expiresAt())
                .isCloseTo(Instant.now().plus(WEEK), within(1, ChronoUnit.MINUTES));
    }
}
