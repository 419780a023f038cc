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
    private final AccountRoom room = new AccountRoom(clock);
    private final Sessions here = room.node();
    private final Sessions there = room.node();
    private Authentication first;
    private Authentication second;
    private Authentication other;

    @BeforeEach
    void twoBrowsersOfOneAndOneOfAnother() {
        room.add("Ada", Role.ADMIN);
        room.add("Bo", Role.MEMBER);
        other = room.signIn("Bo");
        first = room.signIn("Ada");
        second = room.signIn("Ada");
    }

    @AfterEach
    void signOut() {
        room.signOut();
    }

    @Test
    void signingOutEverywhereReachesEveryNodeAndNobodyElse() {
        assertThat(there.ended(List.of(first, second, other))).isEmpty();
        here.endAll();
        assertThat(there.ended(List.of(first, second, other))).containsExactlyInAnyOrder(first, second);
        assertThat(room.users.current()).isEmpty();
        assertThat(there.ended(List.of(room.signIn("Ada")))).as("signed in again").isEmpty();
    }

    @Test
    void endsAfterAnHourWithoutThePersonsHand() {
        clock.pass(Duration.ofMinutes(59));
        here.touch(first);
        clock.pass(Duration.ofMinutes(1));
        assertThat(here.ended(List.of(first, second))).containsExactly(second);
        clock.pass(Duration.ofMinutes(59));
        assertThat(here.ended(List.of(first))).containsExactly(first);
    }

    @Test
    void endsAfterTwelveHoursInAnyCase() {
        for (int i = 0; i < 23; i++) {
            clock.pass(Duration.ofMinutes(30));
            here.touch(first);
        }
        assertThat(here.ended(List.of(first))).isEmpty();
        clock.pass(Duration.ofMinutes(30));
        here.touch(first);
        assertThat(here.ended(List.of(first))).containsExactly(first);
    }

    @Test
    void aTokenIsNoSessionAndDoesNotAge() {
        String secret = room.tokens.create("Notebook", Scope.READ, Duration.ofDays(90));
        here.endAll();
        clock.pass(Duration.ofDays(3));
        Authentication token = room.signIn((SignedIn) room.tokens.owner(secret).orElseThrow());
        assertThat(room.users.current()).map(User::name).contains("Ada");
        assertThat(here.ended(List.of(token))).isEmpty();
    }

    @Test
    void notesWhenSomebodyLastSignedIn() {
        assertThat(room.people.list()).extracting(Person::lastSignInAt).containsOnlyNulls();
        here.began(other);
        assertThat(room.people.list()).filteredOn(person -> person.lastSignInAt() != null)
                .extracting(person -> person.user().name()).containsExactly("Bo");
    }
}
