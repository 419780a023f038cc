package oddboard.node;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells who may not change the tables that they have to be changed first, and by whom. */
class MigrationAnalyzer extends AbstractFailureAnalyzer<FlywayException> {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, FlywayException cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return new FailureAnalysis(
                        "The database is older than this program, and the user that it signs in as may not change tables.",
                        "Start the program once with --oddboard.role=migrate as the user that owns the tables; with"
                                + " Docker Compose: docker compose run --rm migrate.",
                        cause);
            }
        }
        return null;
    }
}
