package oddboard.api.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.api.http.IdempotencyFilter;
import oddboard.report.GuestLink;
import oddboard.report.GuestLinks;
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

/** Links by which people without an account read one report. */
@Tag(name = "Reports")
@RestController
@RequestMapping("/api/v1/guest-links")
class GuestLinksApi {
    private final GuestLinks links;
    private final Users users;
    /** Where users reach the program; "" where nobody said: never what the Host header of a request says. */
    private final String pages;

    GuestLinksApi(GuestLinks links, Users users, @Value("${oddboard.public-url:}") String pages) {
        this.links = links;
        this.users = users;
        this.pages = pages.strip().replaceFirst("/+$", "");
    }

    record NewGuestLink(
            @Limit(GuestLinks.MAX_ADDRESS) @Required @Nullable String report,

            @Bounds(min = 1, max = GuestLinks.MAX_DAYS) @Nullable Integer days) {}

    record GuestLinkResponse(
            String id,
            String title,
            String report,
            String madeBy,
            Instant createdAt,
            Instant expiresAt,
            int opened,
            @Nullable Instant openedAt) {
        static GuestLinkResponse of(GuestLink link) {
            return new GuestLinkResponse(
                    Long.toString(link.id()),
                    link.title(),
                    link.report(),
                    link.byName(),
                    link.createdAt(),
                    link.expiresAt(),
                    link.opened(),
                    link.openedAt());
        }
    }

    /** {@code link} is shown only once, and not when the call is repeated by its Idempotency-Key. */
    record FreshGuestLink(String id, @Nullable String link, Instant expiresAt) {}

    @Operation(
            summary = "Make a link for guests",
            description =
                    "Whoever has the link reads this one report without signing in, as the caller may read it at that"
                            + " moment, by the labels that are the newest now where the address names none. It ends after \"days\""
                            + " (30), when it is revoked, or when the caller may no longer read the report. The link is shown only"
                            + " once, and not where the call is repeated by its Idempotency-Key. An administrator allows links by"
                            + " oddboard.report.guest-links=true.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FreshGuestLink create(@RequestBody NewGuestLink body, HttpServletRequest request) {
        Integer days = body.days();
        GuestLinks.Created made = links.create(
                Fields.required("report", body.report()),
                days == null ? GuestLinks.DEFAULT_DAYS : days,
                users.require());
        String id = Long.toString(made.link().id());
        Instant ends = made.link().expiresAt();
        request.setAttribute(IdempotencyFilter.KEPT, new FreshGuestLink(id, null, ends));
        String server = pages.isEmpty() ? request.getContextPath() : pages;
        return new FreshGuestLink(id, server + "/" + GuestLinks.PATH + made.secret(), ends);
    }

    @Operation(
            summary = "Links for guests that work",
            description = "Newest first: the caller's own, and everybody's for an administrator.")
    @GetMapping
    Page<GuestLinkResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).descending(links.list(users.require()), GuestLink::id, GuestLinkResponse::of);
    }

    @Operation(summary = "Revoke a link for guests", description = "It shows nothing from now on.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        links.revoke(id, users.require());
    }
}
