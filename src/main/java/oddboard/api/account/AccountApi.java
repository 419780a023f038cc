package oddboard.api.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import oddboard.account.AccessToken;
import oddboard.account.AccessTokens;
import oddboard.account.Scope;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.api.http.IdempotencyFilter;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account and access tokens. */
@Tag(name = "Account")
@RestController
@RequestMapping("/api/v1")
class AccountApi {
    private static final int DEFAULT_DAYS = 90;

    private final Users users;
    private final AccessTokens tokens;

    AccountApi(Users users, AccessTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    record AccountResponse(String id, String name, String role) {}

    /** {@code scope}: read, write or admin. */
    record NewToken(
            @Limit(value = 100, code = "NAME_INVALID") @Required @Nullable String name,

            @Nullable String scope,
            @Bounds(min = 1, max = 90) @Nullable Integer days) {}

    record TokenResponse(
            String id,
            String name,
            String scope,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {
        static TokenResponse of(AccessToken t) {
            return new TokenResponse(
                    Long.toString(t.id()),
                    t.name(),
                    Fields.spelled(t.scope()),
                    t.createdAt(),
                    t.expiresAt(),
                    t.lastUsedAt());
        }
    }

    /** {@code secret} is shown only once, and not when the call is repeated by its Idempotency-Key. */
    record CreatedToken(
            String id,
            String name,
            @Nullable Instant expiresAt,
            @Nullable String secret) {}

    @Operation(summary = "Who the token acts for")
    @GetMapping("/account")
    AccountResponse account() {
        User own = users.require();
        return new AccountResponse(
                own.id().toString(), own.name(), own.role().name().toLowerCase(Locale.ROOT));
    }

    @Operation(summary = "The caller's working access tokens", description = "Newest first; the secrets are not kept.")
    @GetMapping("/tokens")
    Page<TokenResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).descending(tokens.list(), AccessToken::id, TokenResponse::of);
    }

    @Operation(
            summary = "Make an access token",
            description = "Its secret is shown only once. A call that is repeated by its Idempotency-Key gets the same "
                    + "token without the secret. A token that is made by a token ends with it at the latest.")
    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedToken create(@RequestBody NewToken body, HttpServletRequest request) {
        String name = Fields.required("name", body.name);
        int days = body.days == null ? DEFAULT_DAYS : body.days;
        if (days < 1 || days > AccessTokens.MAX_DAYS) {
            throw new InputException(
                    "FIELD_INVALID",
                    "",
                    "days",
                    "A token is valid for 1 to " + AccessTokens.MAX_DAYS + " days, not " + days
                            + "; make the next one before it ends.");
        }
        try {
            String secret = tokens.create(
                    name, Fields.oneOf("scope", Scope.class, body.scope, Scope.READ), Duration.ofDays(days));
            AccessToken made = tokens.list().stream()
                    .filter(t -> t.name().equals(name.strip()))
                    .findFirst()
                    .orElseThrow();
            CreatedToken created = new CreatedToken(Long.toString(made.id()), made.name(), made.expiresAt(), secret);
            request.setAttribute(
                    IdempotencyFilter.KEPT, new CreatedToken(created.id(), created.name(), created.expiresAt(), null));
            return created;
        } catch (IllegalArgumentException e) {
            throw new InputException("NAME_INVALID", "", "name", String.valueOf(e.getMessage()));
        }
    }

    @Operation(
            summary = "Revoke an access token",
            description =
                    "What uses it, or a token that was made by it, stops working at once. Somebody else's token, or one that is gone, changes "
                            + "nothing.")
    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        tokens.revoke(id);
    }
}
