package oddboard.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import oddboard.account.Users;
import oddboard.audit.AuditCsv;
import oddboard.audit.AuditEntry;
import oddboard.audit.AuditFilter;
import oddboard.audit.AuditLog;
import oddboard.audit.AuditPosition;
import oddboard.dataset.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, newest first; for administrators. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {
    private static final int USUAL = 100;

    private final AuditLog log;
    private final AuditCsv csv;
    private final Users users;

    AuditApi(AuditLog log, AuditCsv csv, Users users) {
        this.log = log;
        this.csv = csv;
        this.users = users;
    }

    record EntryResponse(String id, Instant at, @Nullable String account, String who, String action, String object,
            String detail, String address, String via) {
        static EntryResponse of(AuditEntry e) {
            return new EntryResponse(Long.toString(e.id()), e.at(), e.account() == 0 ? null : Long.toString(e.account()),
                    e.who(), e.action(), e.object(), e.detail(), e.address(), e.via());
        }
    }

    /** Which entries; see {@link AuditFilter#of}. */
    record Wish(String who, String action, String object, String q, String from, String to) {
        AuditFilter filter() {
            try {
                return AuditFilter.of(who, action, object, q, from, to);
            } catch (IllegalArgumentException e) {
                throw new InputException("PARAMETER_INVALID", "", "from", String.valueOf(e.getMessage()));
            }
        }
    }

    @GetMapping
    Page<EntryResponse> list(@RequestParam(defaultValue = "") String who, @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String object, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        requireAdministrator();
        int length = Cursor.of(limit, null, USUAL, 0).limit();
        List<AuditEntry> found = log.page(new Wish(who, action, object, q, from, to).filter(), position(cursor), length + 1);
        boolean more = found.size() > length;
        List<AuditEntry> items = more ? found.subList(0, length) : found;
        return new Page<>(items.stream().map(EntryResponse::of).toList(),
                more ? items.getLast().position().toString() : null);
    }

    /** All of them that the filter lets through. */
    @GetMapping(produces = "text/csv")
    void csv(@RequestParam(defaultValue = "") String who, @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String object, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            HttpServletResponse response) throws IOException {
        requireAdministrator();
        AuditFilter filter = new Wish(who, action, object, q, from, to).filter();
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
            throw new InputException("CURSOR_UNKNOWN", "", "cursor", "\"cursor\" must be the \"next\" of the page before.");
        }
    }
}
