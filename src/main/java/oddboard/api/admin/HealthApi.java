package oddboard.api.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.health.DatabaseWatch;
import oddboard.health.Finding;
import oddboard.health.Findings;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Server")
@RestController
@RequestMapping("/api/v1/health")
public class HealthApi {
    private final JdbcClient jdbc;
    private final Findings findings;
    private final Users users;
    private final DatabaseWatch database;

    HealthApi(JdbcClient jdbc, Findings findings, Users users, DatabaseWatch database) {
        this.database = database;
        this.jdbc = jdbc;
        this.findings = findings;
        this.users = users;
    }

    record FindingsResponse(Finding.Level worst, List<Finding> items) {}

    /** An administrator's: everything that may keep work from continuing. */
    @Operation(
            summary = "What may keep work from continuing",
            description = "For administrators. WARN: somebody should look; BAD: work has stalled.")
    @GetMapping("/findings")
    FindingsResponse findings() {
        if (!users.require().isAdmin()) {
            throw new AccessDeniedException("Only an administrator may see how the server is.");
        }
        List<Finding> all = findings.all();
        return new FindingsResponse(
                all.stream().map(Finding::level).max(Comparator.naturalOrder()).orElse(Finding.Level.GOOD), all);
    }

    @Operation(
            summary = "Whether the server can take work",
            description = "Needs no token. 503 with DOWN while the database is away.")
    @GetMapping
    ResponseEntity<Map<String, String>> health() {
        if (database.outage().isPresent()) {
            return ResponseEntity.status(503).body(Map.of("status", "DOWN"));
        }
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(Map.of("status", "UP"));
        } catch (DataAccessException e) {
            return ResponseEntity.status(503).body(Map.of("status", "DOWN"));
        }
    }
}
