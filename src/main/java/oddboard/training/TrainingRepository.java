package oddboard.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import oddboard.dataset.Labels;
import oddboard.evaluation.AnomalyMaps;
import oddboard.job.JobId;
import oddboard.run.JsonColumns;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a worker writes of a run; always inside the fence of its attempt. */
@Repository
class TrainingRepository {
    private static final int CHECKPOINTS_KEPT = 2;
    private static final int PREVIEWS_KEPT = 12;
    private static final int PREVIEWS_KEPT_AT_END = 4;
    private final JdbcClient jdbc;

    TrainingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A line of the log, {@code number} in its attempt, written {@code ageSeconds} ago.
     *
     * @param textWithoutMetrics takes the text's place once metrics are hidden; null where the text tells none
     */
    record Line(
            int number,
            double ageSeconds,
            String text,
            @Nullable String textWithoutMetrics) {}

    /** How far a training is. */
    record Reached(
            int epoch,
            @Nullable Double imagesPerSecond,
            @Nullable Double secondsLeft,
            double trainSeconds) {}

    /** {@code epoch} whole epochs trained, by this run or the one that it resumes from. */
    record Checkpoint(long id, int epoch, String sha256, RunId madeBy) {}

    /** Test images as they were reconstructed after so many epochs: their places, and uint8 HWC pixels one after the other. */
    record Reconstructed(int epoch, int[] images, byte[] pixels) {}

    /** Anomaly maps in the store, and how they are shown. */
    record StoredMaps(String sha256, AnomalyMaps shown) {}

    record Result(
            Labels labels,
            double[] scores,
            @Nullable String reconstructionsSha256,
            int imageSize,
            int channels,
            double errorScale,
            @Nullable StoredMaps maps,
            Run.Metrics metrics,
            TrainingSample trained,
            TrainingSample heldOut,
            Suspects suspects,
            SyntheticSample synthetic) {}

    /** An attempt begins at this epoch: what an earlier one did after it is forgotten. */
    void begin(RunId run, int epoch, long parameterCount, String device) {
        jdbc.sql("delete from run_loss where run_id = :run and epoch > :epoch")
                .param("run", run.value())
                .param("epoch", epoch)
                .update();
        jdbc.sql("delete from run_preview where run_id = :run and epoch > :epoch")
                .param("run", run.value())
                .param("epoch", epoch)
                .update();
        jdbc.sql("""
                update run set epoch = :epoch, parameter_count = :parameters, device = :device,
                               images_per_second = null, seconds_left = null
                where id = :run
                """)
                .param("epoch", epoch)
                .param("parameters", parameterCount)
                .param("device", device)
                .param("run", run.value())
                .update();
    }

    void reached(RunId run, Reached reached) {
        jdbc.sql("""
                update run set epoch = :epoch, images_per_second = :rate, seconds_left = :left, train_seconds = :trained
                where id = :run
                """)
                .param("epoch", reached.epoch())
                .param("rate", reached.imagesPerSecond())
                .param("left", reached.secondsLeft())
                .param("trained", reached.trainSeconds())
                .param("run", run.value())
                .update();
    }

    boolean finishRequested(RunId run) {
        return jdbc.sql("select finish_requested_at is not null from run where id = :run")
                .param("run", run.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void addLoss(RunId run, int attempt, Loss loss) {
        jdbc.sql("""
                insert into run_loss (run_id, epoch, losses, images_per_second, wait_share, attempt)
                values (:run, :epoch, cast(:losses as json), :rate, :wait, :attempt)
                on conflict (run_id, epoch) do update
                set losses = excluded.losses, images_per_second = excluded.images_per_second,
                    wait_share = excluded.wait_share, attempt = excluded.attempt
                """)
                .param("run", run.value())
                .param("epoch", loss.epoch())
                .param("losses", JsonColumns.write(loss.losses()))
                .param("rate", loss.imagesPerSecond())
                .param("wait", loss.waitShare())
                .param("attempt", attempt)
                .update();
    }

    void addLine(RunId run, int attempt, Line line) {
        jdbc.sql("""
                insert into run_log (run_id, attempt, number, at, line, line_without_metrics)
                values (:run, :attempt, :number, now() - make_interval(secs => :age), :line, :without)
                on conflict (run_id, attempt, number) do nothing
                """)
                .param("run", run.value())
                .param("attempt", attempt)
                .param("number", line.number())
                .param("age", line.ageSeconds())
                .param("line", line.text())
                .param("without", line.textWithoutMetrics())
                .update();
    }

    /** Keeps a dozen, spread over the epochs. */
    void addPreview(RunId run, int attempt, Reconstructed preview) {
        jdbc.sql("""
                insert into run_preview (run_id, epoch, attempt, images, pixels)
                values (:run, :epoch, :attempt, :images, :pixels)
                on conflict (run_id, epoch) do update
                set attempt = excluded.attempt, images = excluded.images, pixels = excluded.pixels, created_at = now()
                """)
                .param("run", run.value())
                .param("epoch", preview.epoch())
                .param("attempt", attempt)
                .param("images", Arrays.stream(preview.images()).boxed().toArray(Integer[]::new))
                .param("pixels", preview.pixels())
                .update();
        thinPreviews(run, PREVIEWS_KEPT);
    }

    /** The first and the last stay; of the others goes, one by one, which leaves the smallest gap. */
    private void thinPreviews(RunId run, int keep) {
        int gone;
        do {
            gone = jdbc.sql("""
                    delete from run_preview where run_id = :run and epoch = (
                        select epoch from (
                            select epoch, lead(epoch) over w - lag(epoch) over w as gap, count(*) over () as count
                            from run_preview where run_id = :run window w as (order by epoch)) t
                        where gap is not null and count > :keep order by gap, epoch limit 1)
                    """).param("run", run.value()).param("keep", keep).update();
        } while (gone > 0);
    }

    /** Newest first. */
    List<Checkpoint> checkpoints(RunId run) {
        return jdbc.sql("""
                select id, epoch, sha256, coalesce(made_by, run_id) from run_checkpoint where run_id = :run order by id desc
                """)
                .param("run", run.value())
                .query((row, n) ->
                        new Checkpoint(row.getLong(1), row.getInt(2), row.getString(3), new RunId(row.getLong(4))))
                .list();
    }

    /** @return the blobs that are needed no more once this commits */
    List<String> addCheckpoint(RunId run, int attempt, int epoch, String sha256) {
        jdbc.sql("insert into run_checkpoint (run_id, attempt, epoch, sha256) values (:run, :attempt, :epoch, :sha256)")
                .param("run", run.value())
                .param("attempt", attempt)
                .param("epoch", epoch)
                .param("sha256", sha256)
                .update();
        return dropCheckpoints(run, CHECKPOINTS_KEPT);
    }

    /** @return the blobs that are needed no more once this commits */
    List<String> dropCheckpoints(RunId run, int keep) {
        List<String> dropped = new ArrayList<>(jdbc.sql("""
                delete from run_checkpoint
                where run_id = :run
                  and id not in (select id from run_checkpoint where run_id = :run order by id desc limit :keep)
                returning sha256
                """)
                .param("run", run.value())
                .param("keep", keep)
                .query(String.class)
                .list());
        dropped.removeAll(checkpoints(run).stream().map(Checkpoint::sha256).toList());
        return dropped;
    }

    /** What these may take in all, as the retention's settings say. */
    long finishedBytes() {
        return jdbc.sql(
                        "select case checkpoint_bytes when 0 then 9223372036854775807 else checkpoint_bytes end from retention_rule")
                .query(Long.class)
                .single();
    }

    /**
     * Lets the oldest checkpoints of runs that succeeded go, beyond so many bytes in all.
     *
     * @return the blobs that may be needed no more
     */
    List<String> dropFinished(long bytes) {
        return jdbc.sql("""
                delete from run_checkpoint where id in (
                    select id from run_checkpoint where id in (
                        select id from (
                            select c.id, sum(b.size) over (order by c.id desc) as bytes
                            from run_checkpoint c
                            join run r on r.id = c.run_id
                            join job j on j.id = r.job_id and j.state = 'SUCCEEDED'
                            join blob b on b.sha256 = c.sha256) kept
                        where bytes > :bytes)
                    for update skip locked)
                returning sha256
                """).param("bytes", bytes).query(String.class).list();
    }

    void addResult(RunId run, Result result) {
        ResultRows.add(jdbc, run, result);
        thinPreviews(run, PREVIEWS_KEPT_AT_END);
    }

    /** Nothing is left to wait for. */
    Optional<RunId> ended(JobId job) {
        Optional<RunId> ended = jdbc.sql("update run set seconds_left = null where job_id = :job returning id")
                .param("job", job.value())
                .query((row, n) -> new RunId(row.getLong(1)))
                .optional();
        ended.ifPresent(run -> thinPreviews(run, PREVIEWS_KEPT_AT_END));
        return ended;
    }
}
