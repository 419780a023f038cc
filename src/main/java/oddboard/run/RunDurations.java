package oddboard.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long runs take: medians of the newest ones that succeeded, by version and detector. */
@Component
public class RunDurations {
    private final JdbcClient jdbc;

    RunDurations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(VersionId version, String detector) {}

    /** Medians over {@code runs} runs. */
    public record PerEpoch(double epochSeconds, double scoreSeconds, int runs) {
        /** @param epochs 0 of a detector without epochs, whose whole training counts as one */
        public double seconds(int epochs) {
            return Math.max(1, epochs) * epochSeconds + scoreSeconds;
        }
    }

    /** What was measured; null for what never was. */
    public record Measured(Map<Object, PerEpoch> durations) {
        @Nullable public PerEpoch of(VersionId version, String detector) {
            return durations.get(new Key(version, detector));
        }
    }

    public Measured of(Collection<VersionId> versions) {
        Map<Object, PerEpoch> durations = new HashMap<>();
        jdbc.sql("""
                select version_id, detector, count(*),
                    percentile_cont(0.5) within group (order by train_seconds / greatest(epoch, 1)),
                    percentile_cont(0.5) within group (order by score_seconds)
                from (select r.version_id, r.detector, r.train_seconds, r.epoch, s.score_seconds,
                          row_number() over (partition by r.version_id, r.detector order by r.id desc) as number
                      from run r join run_result s on s.run_id = r.id
                      where r.version_id = any(:versions) and (r.epoch > 0 or r.epochs = 0)) newest
                where number <= 20
                group by version_id, detector
                """)
                .param("versions", versions.stream().map(VersionId::value).toArray(Long[]::new))
                .query(row -> {
                    durations.put(
                            new Key(new VersionId(row.getLong(1)), row.getString(2)),
                            new PerEpoch(row.getDouble(4), row.getDouble(5), row.getInt(3)));
                });
        return new Measured(durations);
    }
}
