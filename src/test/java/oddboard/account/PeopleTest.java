package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import oddboard.account.Person.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

class PeopleTest {
    private final AccountFixture room = new AccountFixture();
    private UserId ada;
    private UserId bo;

    @BeforeEach
    void anAdministratorAndAMember() {
        ada = room.add("Ada", Role.ADMIN);
        bo = room.add("Bo", Role.MEMBER);
        room.signIn("Ada");
    }

    @AfterEach
    void signOut() {
        room.signOut();
    }

    @Test
    void onlyAdministratorsSeeAndChangePeople() {
        room.signIn("Bo");
        assertThatThrownBy(room.people::list).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> room.people.changeRole(bo, Role.ADMIN)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> room.people.resetPassword(ada)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> room.people.remove(ada)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(room.invitations::list).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> room.invitations.create(Role.ADMIN, Invitations.DEFAULT))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theLastAdministratorStaysOne() {
        assertThatThrownBy(() -> room.people.changeRole(ada, Role.MEMBER))
                .hasMessage("Ada is the last administrator; make somebody else one first.");
        room.people.changeRole(bo, Role.ADMIN);
        room.people.changeRole(ada, Role.MEMBER);
        assertThat(room.users.current()).as("signed out by the new role").isEmpty();
        room.signIn("Bo");
        assertThatThrownBy(() -> room.people.lock(bo)).hasMessageContaining("You can't lock yourself");
        assertThatThrownBy(() -> room.people.remove(bo)).hasMessageContaining("You can't remove yourself");
    }

    @Test
    void ofTwoAdministratorsWhoStepDownAtOnceOneStays() throws Exception {
        room.people.changeRole(bo, Role.ADMIN);
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(List.<Callable<Object>>of(stepDown("Ada", ada), stepDown("Bo", bo)));
        }
        assertThat(room.jdbc
                        .sql("select count(*) from account where role = 'ADMIN'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private Callable<Object> stepDown(String name, UserId id) {
        return () -> {
            room.signIn(name);
            room.people.changeRole(id, Role.VIEWER);
            return true;
        };
    }

    @Test
    void aLockedPersonGetsInNeitherByPasswordNorByTokenNorByAnOpenPage() {
        room.signIn("Bo");
        String token = room.tokens.create("Notebook", Scope.READ, Duration.ofDays(1));
        SignedIn page = room.signedIn("Bo");
        room.signIn("Ada");
        room.people.lock(bo);
        assertThat(room.people.find(bo).state()).isEqualTo(State.LOCKED);
        assertThat(room.tokens.owner(token)).isEmpty();
        assertThat(SignIn.userDetailsService(room.accounts, room.times)
                        .loadUserByUsername("Bo")
                        .isCredentialsNonExpired())
                .isFalse();
        room.signIn(page);
        assertThat(room.users.current()).isEmpty();
        room.signIn("Ada");
        room.people.unlock(bo);
        assertThat(room.tokens.owner(token)).isPresent();
        room.signIn(page);
        assertThat(room.users.current()).as("a page from before the lock").isEmpty();
    }

    @Test
    void aNewOneTimePasswordEndsThePagesAndTheOldPassword() {
        SignedIn page = room.signedIn("Bo");
        String password = room.people.resetPassword(bo);
        Account account = room.accounts.find("Bo").orElseThrow();
        assertThat(AccountFixture.ENCODER.matches(password, account.passwordHash()))
                .isTrue();
        assertThat(account.user().mustChangePassword()).isTrue();
        assertThat(page.isStill(account)).isFalse();
    }

    @Test
    void aRemovedPersonKeepsTheNameAndNothingElse() {
        room.signIn("Bo");
        String token = room.tokens.create("Notebook", Scope.WRITE, Duration.ofDays(1));
        room.signIn("Ada");
        room.people.remove(bo);
        assertThat(room.tokens.owner(token)).isEmpty();
        assertThat(room.users.list()).extracting(User::name).containsExactly("Ada");
        assertThat(room.people.list())
                .extracting(person -> person.user().name())
                .containsExactly("Ada", "Bo");
        assertThat(room.users.find(bo)).map(User::name).contains("Bo");
        assertThatThrownBy(() ->
                        SignIn.userDetailsService(room.accounts, room.times).loadUserByUsername("Bo"))
                .hasMessage("No such user");
        assertThatThrownBy(() -> room.people.unlock(bo)).hasMessageContaining("was removed");
        assertThatThrownBy(() -> room.people.lock(new UserId(4711))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aTokenDoesNoMoreThanItsScopeNorThanItsOwnersRole() {
        String read = room.tokens.create("R", Scope.READ, Duration.ofDays(1));
        String write = room.tokens.create("W", Scope.WRITE, Duration.ofDays(1));
        String admin = room.tokens.create("A", Scope.ADMIN, Duration.ofDays(1));
        assertThat(roleBy(read)).isEqualTo(Role.VIEWER);
        assertThat(roleBy(write)).isEqualTo(Role.MEMBER);
        assertThat(roleBy(admin)).isEqualTo(Role.ADMIN);
        room.signIn("Bo");
        assertThatThrownBy(() -> room.tokens.create("A", Scope.ADMIN, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        String members = room.tokens.create("W", Scope.WRITE, Duration.ofDays(1));
        room.signIn("Ada");
        room.people.changeRole(bo, Role.VIEWER);
        assertThat(roleBy(members)).as("a viewer's from now on").isEqualTo(Role.VIEWER);
        room.signIn("Bo");
        assertThatThrownBy(() -> room.tokens.create("W", Scope.WRITE, Duration.ofDays(1)))
                .hasMessageContaining("Your role, viewer");
    }

    private Role roleBy(String token) {
        room.signIn((SignedIn) room.tokens.owner(token).orElseThrow());
        Role role = room.users.require().role();
        room.signIn("Ada");
        return role;
    }
}
