package oddboard.api.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import oddboard.account.Invitation;
import oddboard.account.Invitations;
import oddboard.account.Role;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.api.http.IdempotencyFilter;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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

/** Links that let new users in, for administrators alone. */
@Tag(name = "Users")
@RestController
@RequestMapping("/api/v1/invitations")
class InvitationsApi {
    private final Invitations invitations;
    /** Where users reach the program; "" where nobody said: never what the Host header of a request says. */
    private final String pages;

    InvitationsApi(Invitations invitations, @Value("${oddboard.public-url:}") String pages) {
        this.invitations = invitations;
        this.pages = pages.strip().replaceFirst("/+$", "");
    }

    record InvitationResponse(
            String id, String role, String note, String invitedBy, Instant createdAt, Instant expiresAt) {
        static InvitationResponse of(Invitation invitation) {
            return new InvitationResponse(
                    Long.toString(invitation.id()),
                    Fields.spelled(invitation.role()),
                    invitation.note(),
                    invitation.invitedBy(),
                    invitation.createdAt(),
                    invitation.expiresAt());
        }
    }

    record NewInvitation(
            @Required @Nullable String role,
            @Bounds(min = 1, max = 30) @Nullable Integer days,
            @Limit(Invitations.MAX_NOTE) @Nullable String note) {}

    /** The link is shown only now. */
    record FreshInvitation(String id, @Nullable String link) {}

    @Operation(summary = "Invitations that are open", description = "For administrators; newest first.")
    @GetMapping
    Page<InvitationResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).descending(invitations.list(), Invitation::id, InvitationResponse::of);
    }

    @Operation(
            summary = "Invite a user",
            description = "For administrators. The link is shown only once, and not when the call is repeated by its "
                    + "Idempotency-Key.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FreshInvitation create(@RequestBody NewInvitation wanted, HttpServletRequest request) {
        Role role = Fields.oneOf("role", Role.class, Fields.required("role", wanted.role), Role.VIEWER);
        Duration validFor = wanted.days == null ? Invitations.DEFAULT : Duration.ofDays(wanted.days);
        try {
            Invitations.Fresh fresh = invitations.create(role, validFor, wanted.note == null ? "" : wanted.note);
            request.setAttribute(IdempotencyFilter.KEPT, new FreshInvitation(Long.toString(fresh.id()), null));
            return new FreshInvitation(
                    Long.toString(fresh.id()),
                    (pages.isEmpty() ? request.getContextPath() : pages) + "/" + Invitations.PATH + fresh.secret());
        } catch (IllegalArgumentException days) {
            throw new InputException("FIELD_INVALID", "", "days", String.valueOf(days.getMessage()));
        }
    }

    @Operation(summary = "Revoke an invitation", description = "For administrators.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        invitations.revoke(id);
    }
}
