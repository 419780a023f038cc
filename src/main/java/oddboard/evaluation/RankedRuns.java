package oddboard.evaluation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Scores of runs in order, sorted once for everybody who looks at them; a session keeps none. */
@Service
public class RankedRuns {
    private static final long KEPT_BYTES = 32 << 20;

    private final JdbcClient jdbc;
    /** The last one in use is the last one; a run's scores never change. */
    private final Map<RunId, RankedScores> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    RankedRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who may see the run is the caller's to ask; empty until the run succeeded. */
    public Optional<RankedScores> of(RunId run) {
        synchronized (kept) {
            RankedScores found = kept.get(run);
            if (found != null) {
                return Optional.of(found);
            }
        }
        Optional<RankedScores> read = jdbc.sql("select scores from run_result where run_id = :run")
                .param("run", run.value())
                .query((rs, n) -> RankedScores.of(RunResults.doubles(rs, 1)))
                .optional();
        read.ifPresent(ranked -> keep(run, ranked));
        return read;
    }

    private void keep(RunId run, RankedScores ranked) {
        synchronized (kept) {
            if (kept.put(run, ranked) == null) {
                bytes += ranked.bytes();
            }
            Iterator<RankedScores> oldest = kept.values().iterator();
            while (bytes > KEPT_BYTES && oldest.hasNext()) {
                bytes -= oldest.next().bytes();
                oldest.remove();
            }
        }
    }
}
