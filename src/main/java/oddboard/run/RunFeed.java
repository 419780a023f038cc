package oddboard.run;

import java.util.Collections;
import java.util.List;
import oddboard.common.NotFoundException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What a page that follows a run asks for again and again: only what has come since. The caller may see the run. */
@Service
public class RunFeed {
    private final JdbcClient jdbc;

    RunFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the epochs after this one. */
    public List<Loss> losses(RunId run, int after) {
        return jdbc.sql("""
                select epoch, losses, images_per_second, wait_share from run_loss
                where run_id = :run and epoch > :after order by epoch
                """)
                .param("run", run.value())
                .param("after", after)
                .query((row, n) -> new Loss(
                        row.getInt(1), JsonColumns.readNumbers(row.getString(2)), row.getDouble(3), row.getDouble(4)))
                .list();
    }

    /** The last lines after the one with this id, at most so many. */
    public List<LogLine> log(RunId run, long after, int limit) {
        List<LogLine> lines = jdbc.sql("""
                select id, at, attempt, line from run_log
                where run_id = :run and id > :after order by id desc limit :limit
                """)
                .param("run", run.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, n) ->
                        new LogLine(row.getLong(1), row.getTimestamp(2).toInstant(), row.getInt(3), row.getString(4)))
                .list();
        Collections.reverse(lines);
        return lines;
    }

    /** By epoch; a few, spread over the training so far. */
    public List<Preview> previews(RunId run) {
        return jdbc.sql("select epoch, images, created_at from run_preview where run_id = :run order by epoch")
                .param("run", run.value())
                .query((row, n) -> new Preview(
                        row.getInt(1),
                        List.of((Integer[]) row.getArray(2).getArray()),
                        row.getTimestamp(3).toInstant()))
                .list();
    }

    /**
     * Pixels of one image of a preview, uint8 HWC.
     *
     * @param image its place in the test split
     * @throws NotFoundException where there is none: previews are thinned out as the training proceeds
     */
    public byte[] preview(RunId run, int epoch, int image) {
        return jdbc.sql("""
                select substring(pixels from (place - 1) * size + 1 for size) from (
                    select pixels, array_position(images, :image) as place, length(pixels) / cardinality(images) as size
                    from run_preview where run_id = :run and epoch = :epoch) p
                where place is not null
                """)
                .param("run", run.value())
                .param("epoch", epoch)
                .param("image", image)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new NotFoundException("Run " + run + " keeps no reconstruction of test image "
                        + image + " after epoch " + epoch + "."));
    }
}
