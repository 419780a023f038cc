package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;

class SessionsTest {
    private final SettableClock clock = new SettableClock();
    private final AccountFixture fixture = new AccountFixture(clock);
    private final Sessions here = fixture.node();
    private final Sessions there = fixture.node();
    private Authentication first;
    private Authentication second;
    private Authentication other;

    @BeforeEach
    void twoBrowsersOfOneAndOneOfAnother() {
        fixture.add("Ada", Role.ADMIN);
        fixture.add("Bo", Role.MEMBER);
        other = fixture.signIn("Bo");
        first = fixture.signIn("Ada");
        second = fixture.signIn("Ada");
    }

    @AfterEach
    void signOut() {
        fixture.signOut();
    }

    @Test
    void signingOutEverywhereReachesEveryNodeAndNobodyElse() {
        assertThat(there.ended(List.of(first, second, other))).isEmpty();
        here.endAll();
        assertThat(there.ended(List.of(first, second, other))).containsExactlyInAnyOrder(first, second);
        assertThat(fixture.users.current()).isEmpty();
        assertThat(there.ended(List.of(fixture.signIn("Ada"))))
                .as("signed in again")
                .isEmpty();
    }

    @Test
    void endsAfterHalfAnHourWithoutThePersonsHand() {
        clock.pass(Duration.ofMinutes(29));
        here.touch(first);
        clock.pass(Duration.ofMinutes(1));
        assertThat(here.ended(List.of(first, second))).containsExactly(second);
        clock.pass(Duration.ofMinutes(29));
        assertThat(here.ended(List.of(first))).containsExactly(first);
    }

    @Test
    void endsAfterTwelveHoursInAnyCase() {
        for (int i = 0; i < 35; i++) {
            clock.pass(Duration.ofMinutes(20));
            here.touch(first);
        }
        assertThat(here.ended(List.of(first))).isEmpty();
        clock.pass(Duration.ofMinutes(20));
        here.touch(first);
        assertThat(here.ended(List.of(first))).containsExactly(first);
    }

    @Test
    void aTokenIsNoSessionAndDoesNotAge() {
        String secret = fixture.tokens.create("Notebook", Scope.READ, Duration.ofDays(90));
        here.endAll();
        clock.pass(Duration.ofDays(3));
        Authentication token =
                fixture.signIn((SignedIn) fixture.tokens.owner(secret).orElseThrow());
        assertThat(fixture.users.current()).map(User::name).contains("Ada");
        assertThat(here.ended(List.of(token))).isEmpty();
    }

    @Test
    void listsOnesOwnBrowsersThisOneFirstAndWhenOneWasThere() {
        here.began(second, "10.0.0.2", "Second");
        there.began(other, "10.0.0.3", "Other");
        clock.pass(Duration.ofMinutes(5));
        there.began(first, "10.0.0.1", "First");
        clock.pass(Duration.ofMinutes(10));
        there.touch(first);
        there.ended(List.of(first));
        fixture.signIn((SignedIn) second.getPrincipal());
        assertThat(here.list()).extracting(BrowserSession::agent).containsExactly("Second", "First");
        assertThat(here.list()).extracting(BrowserSession::here).containsExactly(true, false);
        assertThat(here.list().getLast().address()).isEqualTo("10.0.0.1");
        assertThat(here.list().getLast().seenAt()).isEqualTo(clock.instant());
        assertThat(here.list().getLast().beganAt()).isEqualTo(clock.instant().minus(Duration.ofMinutes(10)));
    }

    @Test
    void signingOutInOneBrowserReachesItsNodeAndNoOther() {
        there.began(first, "10.0.0.1", "First");
        here.began(second, "10.0.0.2", "Second");
        there.began(other, "10.0.0.3", "Other");
        fixture.signIn((SignedIn) second.getPrincipal());
        long id = here.list().getLast().id();
        fixture.signIn((SignedIn) other.getPrincipal());
        here.end(id);
        assertThat(there.ended(List.of(first))).as("another's hand").isEmpty();
        fixture.signIn((SignedIn) second.getPrincipal());
        here.end(id);
        assertThat(there.ended(List.of(first, other))).containsExactly(first);
        assertThat(here.ended(List.of(second))).isEmpty();
        assertThat(here.list()).hasSize(1);
    }

    @Test
    void whatANodeThatDiedHasLeftIsForgotten() {
        there.began(first, "10.0.0.1", "First");
        clock.pass(Duration.ofMinutes(33));
        Authentication later = fixture.signIn("Ada");
        assertThat(here.list()).isEmpty();
        here.began(later, "10.0.0.1", "Later");
        assertThat(fixture.jdbc
                        .sql("select agent from browser_session")
                        .query(String.class)
                        .list())
                .containsExactly("Later");
        here.over(later);
        assertThat(fixture.jdbc
                        .sql("select count(*) from browser_session")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void notesWhenSomebodyLastSignedIn() {
        assertThat(fixture.people.list()).extracting(Person::lastSignInAt).containsOnlyNulls();
        here.began(other, "10.0.0.7", "Firefox");
        assertThat(fixture.people.list())
                .filteredOn(person -> person.lastSignInAt() != null)
                .extracting(person -> person.user().name())
                .containsExactly("Bo");
    }
}
