package oddboard.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import oddboard.account.AccessToken;
import oddboard.account.Person;
import oddboard.account.Role;
import oddboard.account.UserAdministration;
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
@Tag(name = "Users")
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {
    private final UserAdministration administration;

    UsersApi(UserAdministration administration) {
        this.administration = administration;
    }

    record UserResponse(
            String id,
            String name,
            String role,
            String state,
            boolean byProvider,
            boolean mustChangePassword,
            Instant createdAt,
            @Nullable Instant lastSignInAt) {
        static UserResponse of(Person person) {
            return new UserResponse(
                    person.user().id().toString(),
                    person.user().name(),
                    Fields.spelled(person.user().role()),
                    Fields.spelled(person.state()),
                    person.byProvider(),
                    person.user().mustChangePassword(),
                    person.createdAt(),
                    person.lastSignInAt());
        }
    }

    /** What is left out stays as it is. */
    record UserChange(@Nullable String role, @Nullable Boolean locked) {}

    /** Null where the call was repeated by its Idempotency-Key. */
    record OneTimePassword(@Nullable String oneTimePassword) {}

    @Operation(summary = "Users who may sign in", description = "For administrators; by name.")
    @GetMapping
    Page<UserResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .byText(administration.list(), person -> person.user().name(), UserResponse::of);
    }

    @Operation(summary = "A person", description = "For administrators.")
    @GetMapping("/{id}")
    UserResponse find(@PathVariable long id) {
        return UserResponse.of(administration.find(new UserId(id)));
    }

    @Operation(
            summary = "Change a person's role, lock or unlock them",
            description = "For administrators. Only the fields that are there change.")
    @PatchMapping("/{id}")
    UserResponse change(@PathVariable long id, @RequestBody UserChange change) {
        UserId user = new UserId(id);
        if (change.role != null) {
            administration.changeRole(user, Fields.oneOf("role", Role.class, change.role, Role.VIEWER));
        }
        if (Boolean.TRUE.equals(change.locked)) {
            administration.lock(user);
        } else if (Boolean.FALSE.equals(change.locked)) {
            administration.unlock(user);
        }
        return find(id);
    }

    @Operation(
            summary = "Give a person a one-time password",
            description = "For administrators. It is shown only once, and not when the call is repeated by its "
                    + "Idempotency-Key.")
    @PostMapping("/{id}/password")
    OneTimePassword resetPassword(@PathVariable long id, HttpServletRequest request) {
        request.setAttribute(IdempotencyFilter.KEPT, new OneTimePassword(null));
        return new OneTimePassword(administration.resetPassword(new UserId(id)));
    }

    @Operation(summary = "A person's working access tokens", description = "For administrators. Newest first.")
    @GetMapping("/{id}/tokens")
    Page<AccountApi.TokenResponse> tokens(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .descending(administration.tokens(new UserId(id)), AccessToken::id, AccountApi.TokenResponse::of);
    }

    @Operation(
            summary = "Revoke a person's access token",
            description =
                    "For administrators. What uses it, or a token that was made by it, stops working at once. One that is "
                            + "not theirs, or has ended, changes nothing.")
    @DeleteMapping("/{id}/tokens/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable long id, @PathVariable long token) {
        administration.revokeToken(new UserId(id), token);
    }

    @Operation(summary = "Remove a person", description = "For administrators. What the person made stays.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id) {
        administration.remove(new UserId(id));
    }
}
