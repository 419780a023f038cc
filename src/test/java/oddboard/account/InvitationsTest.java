package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import oddboard.common.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private static final String GOOD = "four little words here";

    private final AccountFixture fixture = new AccountFixture();
    private final Invitations invitations = fixture.invitations;

    @BeforeEach
    void anAdministrator() {
        fixture.add("Ada", Role.ADMIN);
        fixture.signIn("Ada");
    }

    @AfterEach
    void signOut() {
        fixture.signOut();
    }

    @Test
    void letsOnePersonInWithTheRoleItWasMadeFor() {
        String secret = invitations
                .create(Role.VIEWER, Invitations.DEFAULT, " Bo, line 3 ")
                .secret();
        assertThat(invitations.list())
                .singleElement()
                .extracting(Invitation::role, Invitation::invitedBy, Invitation::note)
                .containsExactly(Role.VIEWER, "Ada", "Bo, line 3");
        assertThat(invitations.role(secret)).contains(Role.VIEWER);
        assertThat(invitations.accept(secret, " Bo ", GOOD)).map(User::name).contains("Bo");
        Account bo = fixture.accounts.find("bo").orElseThrow();
        assertThat(bo.user()).extracting(User::role, User::mustChangePassword).containsExactly(Role.VIEWER, false);
        assertThat(AccountFixture.ENCODER.matches(GOOD, bo.passwordHash())).isTrue();
        assertThat(invitations.list()).isEmpty();
        assertThat(invitations.role(secret)).isEmpty();
        assertThat(invitations.accept(secret, "Cy", GOOD)).isEmpty();
    }

    @Test
    void ofManyWhoOpenItAtOnceOneGetsIn() throws Exception {
        String secret = invitations.create(Role.MEMBER, Invitations.DEFAULT, "").secret();
        try (var threads = Executors.newFixedThreadPool(4)) {
            int[] number = {0};
            Callable<Optional<User>> join = () -> {
                synchronized (number) {
                    number[0]++;
                }
                return invitations.accept(
                        secret, "Person " + number[0] + Thread.currentThread().threadId(), GOOD);
            };
            long in = 0;
            for (var done : threads.invokeAll(Collections.nCopies(4, join))) {
                in += done.get().isPresent() ? 1 : 0;
            }
            assertThat(in).isOne();
        }
        assertThat(fixture.users.list()).hasSize(2);
    }

    @Test
    void revokedExpiredAndUnknownLinksOpenNothing() {
        Invitations.Fresh revoked = invitations.create(Role.MEMBER, Invitations.DEFAULT, "");
        invitations.revoke(revoked.id());
        assertThatThrownBy(() -> invitations.revoke(revoked.id())).hasMessageContaining("no open invitation");
        String expired = invitations.create(Role.MEMBER, Duration.ofDays(1), "").secret();
        fixture.jdbc
                .sql("update invitation set expires_at = now() - interval '1 second' where revoked_at is null")
                .update();
        for (String secret : new String[] {revoked.secret(), expired, "guessed", ""}) {
            assertThat(invitations.role(secret)).isEmpty();
            assertThat(invitations.accept(secret, "Bo", GOOD)).isEmpty();
        }
        assertThat(invitations.list()).isEmpty();
        assertThat(fixture.users.list()).hasSize(1);
    }

    @Test
    void aTakenNameOrAWeakPasswordDoesNotUseItUp() {
        String secret = invitations.create(Role.MEMBER, Invitations.DEFAULT, "").secret();
        assertThatThrownBy(() -> invitations.accept(secret, "ada", GOOD))
                .hasMessage("There is a user named \"ada\" already.");
        assertThatThrownBy(() -> invitations.accept(secret, "", GOOD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> invitations.accept(secret, "Bo", "short")).isInstanceOf(PasswordException.class);
        assertThat(invitations.accept(secret, "Bo", GOOD)).isPresent();
    }

    @Test
    void isValidForAMonthAtMostAndKeepsOnlyTheHash() {
        assertThatThrownBy(() -> invitations.create(Role.MEMBER, Duration.ofDays(31), ""))
                .hasMessage("An invitation is valid for 1 to 30 days.");
        assertThatThrownBy(() -> invitations.create(Role.MEMBER, Invitations.DEFAULT, "x".repeat(101)))
                .hasMessage("A note has at most 100 characters, not 101.");
        assertThatThrownBy(() -> invitations.create(Role.MEMBER, Invitations.DEFAULT, "two\nlines"))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> invitations.create(Role.MEMBER, Duration.ZERO, ""))
                .isInstanceOf(IllegalArgumentException.class);
        String secret = invitations.create(Role.MEMBER, Invitations.DEFAULT, "").secret();
        assertThat(secret).hasSize(43);
        assertThat(fixture.jdbc
                        .sql("select count(*) from invitation i where i::text like '%' || :secret || '%'")
                        .param("secret", secret)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
