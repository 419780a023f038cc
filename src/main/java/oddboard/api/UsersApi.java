package oddboard.api;

import java.time.Instant;
import oddboard.account.People;
import oddboard.account.Person;
import oddboard.account.Role;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users, for administrators alone. */
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {
    private final People people;

    UsersApi(People people) {
        this.people = people;
    }

    record UserResponse(String id, String name, String role, String state, boolean byProvider, boolean mustChangePassword,
            Instant createdAt, @Nullable Instant lastSignInAt) {
        static UserResponse of(Person person) {
            return new UserResponse(person.user().id().toString(), person.user().name(), Fields.spelled(person.user().role()),
                    Fields.spelled(person.state()), person.byProvider(), person.user().mustChangePassword(),
                    person.createdAt(), person.lastSignInAt());
        }
    }

    /** What is left out stays as it is. */
    record Change(@Nullable String role, @Nullable Boolean locked) {}

    record OneTimePassword(String oneTimePassword) {}

    @GetMapping
    Page<UserResponse> list(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor, 100, 0).of(people.list(), UserResponse::of);
    }

    @GetMapping("/{id}")
    UserResponse find(@PathVariable long id) {
        return UserResponse.of(people.find(new UserId(id)));
    }

    @PatchMapping("/{id}")
    UserResponse change(@PathVariable long id, @RequestBody Change change) {
        UserId user = new UserId(id);
        if (change.role != null) {
            people.changeRole(user, Fields.oneOf("role", Role.class, change.role, Role.VIEWER));
        }
        if (Boolean.TRUE.equals(change.locked)) {
            people.lock(user);
        } else if (Boolean.FALSE.equals(change.locked)) {
            people.unlock(user);
        }
        return find(id);
    }

    @PostMapping("/{id}/password")
    OneTimePassword resetPassword(@PathVariable long id) {
        return new OneTimePassword(people.resetPassword(new UserId(id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id) {
        people.remove(new UserId(id));
    }
}
