package oddboard.api.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.audit.AuditCsv;
import oddboard.audit.AuditEntry;
import oddboard.audit.AuditFilter;
import oddboard.audit.AuditLog;
import oddboard.audit.AuditPosition;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, newest first; for administrators. */
@Tag(name = "Server")
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {
    private final AuditLog log;
    private final AuditCsv csv;
    private final Users users;

    AuditApi(AuditLog log, AuditCsv csv, Users users) {
        this.log = log;
        this.csv = csv;
        this.users = users;
    }

    record AuditEntryResponse(
            String id,
            Instant at,
            @Nullable String account,
            String who,
            String action,
            String object,
            String detail,
            String address,
            String via) {
        static AuditEntryResponse of(AuditEntry e) {
            return new AuditEntryResponse(
                    Long.toString(e.id()),
                    e.at(),
                    e.account() == 0 ? null : Long.toString(e.account()),
                    e.who(),
                    e.action(),
                    e.object(),
                    e.detail(),
                    e.address(),
                    e.via());
        }
    }

    /** Which entries; see {@link AuditFilter#of}. */
    record Query(String who, String action, String object, String q, String from, String to) {
        AuditFilter filter() {
            try {
                return AuditFilter.of(who, action, object, q, from, to);
            } catch (IllegalArgumentException e) {
                throw new InputException("PARAMETER_INVALID", "", "from", String.valueOf(e.getMessage()));
            }
        }
    }

    @Operation(
            summary = "Who did what",
            description = "For administrators; newest first. As text/csv: all that the filter lets through.")
    @GetMapping
    Page<AuditEntryResponse> list(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String object,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        requireAdministrator();
        Cursor page = Cursor.of(limit, cursor);
        return page.page(
                log.page(
                        new Query(who, action, object, q, from, to).filter(), position(page.after()), page.limit() + 1),
                AuditEntry::position,
                AuditEntryResponse::of);
    }

    /** All of them that the filter lets through. */
    @Operation(
            summary = "Who did what",
            description = "For administrators; newest first. As text/csv: all that the filter lets through.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping(produces = "text/csv")
    void csv(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String object,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        requireAdministrator();
        AuditFilter filter = new Query(who, action, object, q, from, to).filter();
        response.setContentType(new MediaType("text", "csv", java.nio.charset.StandardCharsets.UTF_8).toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
        csv.write(filter, response.getOutputStream());
    }

    private void requireAdministrator() {
        if (!users.require().isAdmin()) {
            throw new AccessDeniedException("Only an administrator may read the audit log.");
        }
    }

    private static @Nullable AuditPosition position(@Nullable String cursor) {
        try {
            return cursor == null ? null : AuditPosition.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw Cursor.unknown();
        }
    }
}
