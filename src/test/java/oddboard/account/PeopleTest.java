package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import oddboard.account.Person.State;
import oddboard.common.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

class PeopleTest {
    private final AccountFixture fixture = new AccountFixture();
    private UserId ada;
    private UserId bo;

    @BeforeEach
    void anAdministratorAndAMember() {
        ada = fixture.add("Ada", Role.ADMIN);
        bo = fixture.add("Bo", Role.MEMBER);
        fixture.signIn("Ada");
    }

    @AfterEach
    void signOut() {
        fixture.signOut();
    }

    @Test
    void onlyAdministratorsSeeAndChangePeople() {
        fixture.signIn("Bo");
        assertThatThrownBy(fixture.people::list).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixture.people.changeRole(bo, Role.ADMIN)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixture.people.resetPassword(ada)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixture.people.remove(ada)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(fixture.invitations::list).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixture.invitations.create(Role.ADMIN, Invitations.DEFAULT, ""))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theLastAdministratorStaysOne() {
        assertThatThrownBy(() -> fixture.people.changeRole(ada, Role.MEMBER))
                .hasMessage("Ada is the last administrator; make somebody else one first.");
        fixture.people.changeRole(bo, Role.ADMIN);
        fixture.people.changeRole(ada, Role.MEMBER);
        assertThat(fixture.users.current()).as("signed out by the new role").isEmpty();
        fixture.signIn("Bo");
        assertThatThrownBy(() -> fixture.people.lock(bo)).hasMessageContaining("You can't lock yourself");
        assertThatThrownBy(() -> fixture.people.remove(bo)).hasMessageContaining("You can't remove yourself");
    }

    @Test
    void ofTwoAdministratorsWhoStepDownAtOnceOneStays() throws Exception {
        fixture.people.changeRole(bo, Role.ADMIN);
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(List.<Callable<Object>>of(stepDown("Ada", ada), stepDown("Bo", bo)));
        }
        assertThat(fixture.jdbc
                        .sql("select count(*) from account where role = 'ADMIN'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private Callable<Object> stepDown(String name, UserId id) {
        return () -> {
            fixture.signIn(name);
            fixture.people.changeRole(id, Role.VIEWER);
            return true;
        };
    }

    @Test
    void aLockedPersonGetsInNeitherByPasswordNorByTokenNorByAnOpenPage() {
        fixture.signIn("Bo");
        String token = fixture.tokens.create("Notebook", Scope.READ, Duration.ofDays(1));
        SignedIn page = fixture.signedIn("Bo");
        fixture.signIn("Ada");
        fixture.people.lock(bo);
        assertThat(fixture.people.find(bo).state()).isEqualTo(State.LOCKED);
        assertThat(fixture.tokens.owner(token)).isEmpty();
        assertThat(SignIn.userDetailsService(fixture.accounts, fixture.times)
                        .loadUserByUsername("Bo")
                        .isCredentialsNonExpired())
                .isFalse();
        fixture.signIn(page);
        assertThat(fixture.users.current()).isEmpty();
        fixture.signIn("Ada");
        fixture.people.unlock(bo);
        assertThat(fixture.tokens.owner(token)).isPresent();
        fixture.signIn(page);
        assertThat(fixture.users.current()).as("a page from before the lock").isEmpty();
    }

    @Test
    void aNewOneTimePasswordEndsThePagesAndTheOldPassword() {
        SignedIn page = fixture.signedIn("Bo");
        String password = fixture.people.resetPassword(bo);
        Account account = fixture.accounts.find("Bo").orElseThrow();
        assertThat(AccountFixture.ENCODER.matches(password, account.passwordHash()))
                .isTrue();
        assertThat(account.user().mustChangePassword()).isTrue();
        assertThat(page.isStill(account)).isFalse();
    }

    @Test
    void aRemovedPersonKeepsTheNameAndNothingElse() {
        fixture.signIn("Bo");
        String token = fixture.tokens.create("Notebook", Scope.WRITE, Duration.ofDays(1));
        fixture.signIn("Ada");
        fixture.people.remove(bo);
        assertThat(fixture.tokens.owner(token)).isEmpty();
        assertThat(fixture.users.list()).extracting(User::name).containsExactly("Ada");
        assertThat(fixture.people.list())
                .extracting(person -> person.user().name())
                .containsExactly("Ada", "Bo");
        assertThat(fixture.users.find(bo)).map(User::name).contains("Bo");
        assertThatThrownBy(() -> SignIn.userDetailsService(fixture.accounts, fixture.times)
                        .loadUserByUsername("Bo"))
                .hasMessage("No such user");
        assertThatThrownBy(() -> fixture.people.unlock(bo)).hasMessageContaining("was removed");
        assertThatThrownBy(() -> fixture.people.lock(new UserId(4711))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aTokenDoesNoMoreThanItsScopeNorThanItsOwnersRole() {
        String read = fixture.tokens.create("R", Scope.READ, Duration.ofDays(1));
        String write = fixture.tokens.create("W", Scope.WRITE, Duration.ofDays(1));
        String admin = fixture.tokens.create("A", Scope.ADMIN, Duration.ofDays(1));
        assertThat(roleBy(read)).isEqualTo(Role.VIEWER);
        assertThat(roleBy(write)).isEqualTo(Role.MEMBER);
        assertThat(roleBy(admin)).isEqualTo(Role.ADMIN);
        fixture.signIn("Bo");
        assertThatThrownBy(() -> fixture.tokens.create("A", Scope.ADMIN, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        String members = fixture.tokens.create("W", Scope.WRITE, Duration.ofDays(1));
        fixture.signIn("Ada");
        fixture.people.changeRole(bo, Role.VIEWER);
        assertThat(roleBy(members)).as("a viewer's from now on").isEqualTo(Role.VIEWER);
        fixture.signIn("Bo");
        assertThatThrownBy(() -> fixture.tokens.create("W", Scope.WRITE, Duration.ofDays(1)))
                .hasMessageContaining("Your role, viewer");
    }

    private Role roleBy(String token) {
        fixture.signIn((SignedIn) fixture.tokens.owner(token).orElseThrow());
        Role role = fixture.users.require().role();
        fixture.signIn("Ada");
        return role;
    }
}
