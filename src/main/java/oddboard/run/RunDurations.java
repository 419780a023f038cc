package oddboard.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
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

    /**
     * How long a run may take.
     *
     * @param alike whether the runs were on the same version; else their times are scaled by the number of pixels
     * @param pace scaled to this version
     */
    public record Estimate(boolean alike, PerEpoch pace) {}

    /**
     * From runs of the detector on this version, or else on the others that somebody sees.
     */
    public Optional<Estimate> estimate(DatasetVersion version, String detector, User viewer) {
        PerEpoch alike = of(List.of(version.id())).of(version.id(), detector);
        return alike == null ? scaled(version, detector, viewer) : Optional.of(new Estimate(true, alike));
    }

    // A training of so many steps takes as long with more images.
    private Optional<Estimate> scaled(DatasetVersion version, String detector, User viewer) {
        double pixels = (double) version.imageSize() * version.imageSize() * version.channels();
        return jdbc.sql("""
                select count(*), percentile_cont(0.5) within group (order by training),
                    percentile_cont(0.5) within group (order by scoring)
                from (select r.train_seconds / greatest(r.epoch, 1) * case when r.settings ->> 'steps' is null
                              then :pixels / (v.train_count * pixels.each) else 1 end as training,
                          s.score_seconds / (v.test_count * pixels.each) as scoring
                      from run r join run_result s on s.run_id = r.id join dataset_version v on v.id = r.version_id,
                          lateral (select v.image_size * v.image_size * v.channels::float8 as each) pixels
                      where r.detector = :detector and exists (select from dataset_right seen
                              where seen.dataset_id = v.dataset_id and seen.account_id = :viewer)
                        and (r.epoch > 0 or r.epochs = 0) and r.entry_of is null and v.train_count > 0 and v.test_count > 0
                      order by r.id desc limit 20) newest
                """)
                .param("detector", detector)
                .param("viewer", viewer.id().value())
                .param("pixels", pixels * version.trainCount())
                .query((row, n) ->
                        new PerEpoch(row.getDouble(2), row.getDouble(3) * pixels * version.testCount(), row.getInt(1)))
                .optional()
                .filter(pace -> pace.runs() > 0)
                .map(pace -> new Estimate(false, pace));
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
                      where r.version_id = any(:versions) and (r.epoch > 0 or r.epochs = 0) and r.entry_of is null) newest
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
