package oddboard.inbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oddboard.job.JobId;
import oddboard.place.PlaceFile;
import oddboard.scoring.ScoringId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the looks into inboxes. */
@Repository
class InboxWork {
    private static final String IS_SCORED = """
            not exists (select from scoring s join job j on j.id = s.job_id
                where s.inbox_id = inbox.id and j.state in ('QUEUED', 'RUNNING', 'RETRY_WAIT'))
            """;
    /** For so long a node that no longer says that it lives keeps others away. */
    private static final String LEASE = "now() + interval '1 minute'";

    private final JdbcClient jdbc;

    InboxWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes one that is due, so that no other node looks into it; while its images are being scored it is not due. */
    Optional<InboxId> claim(Collection<String> roots) {
        return jdbc.sql("""
                        update inbox set busy_until =""" + " " + LEASE + """
                        , due_at = now() + minutes * interval '1 minute'
                        where id = (select id from inbox
                            where not paused and due_at <= now() and (busy_until is null or busy_until < now())
                              and (case when folder like 's3://%' then 's3://' || split_part(folder, '/', 3) else split_part(folder, '/', 1) end)
                                  = any(:roots) and""" + " " + IS_SCORED + """
                            order by due_at limit 1 for update skip locked)
                        returning id""")
                .param("roots", roots.toArray(String[]::new))
                .query((row, n) -> new InboxId(row.getLong(1)))
                .optional();
    }

    /** @return false where the inbox was paused or deleted meanwhile */
    boolean extend(InboxId id) {
        return jdbc.sql("update inbox set busy_until = " + LEASE + " where id = :id and not paused")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** @param again whether there is more to take at once */
    void release(InboxId id, String trouble, int left, boolean again) {
        jdbc.sql("""
                        update inbox set busy_until = null, looked_at = now(), trouble = :trouble, left_files = :left,
                            due_at = case when :again then now() else due_at end where id = :id""")
                .param("id", id.value())
                .param("trouble", trouble)
                .param("left", left)
                .param("again", again)
                .update();
    }

    /** Holds the inbox until the transaction ends; false where it is gone or paused, or its images are being scored. */
    boolean lock(InboxId id) {
        return jdbc.sql("select id from inbox where id = :id and not paused and " + IS_SCORED + " for update")
                .param("id", id.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Those of the files that were not taken before. */
    List<PlaceFile> fresh(InboxId id, List<PlaceFile> files) {
        record Known(String path, long size, long modified) {}
        Set<Known> taken = new HashSet<>();
        jdbc.sql("select path, size, modified from inbox_file where inbox_id = :id")
                .param("id", id.value())
                .query(row -> {
                    taken.add(new Known(row.getString(1), row.getLong(2), row.getLong(3)));
                });
        return files.stream()
                .filter(file -> !taken.contains(new Known(file.path(), file.size(), file.modified())))
                .toList();
    }

    boolean knows(InboxId id, String sha256) {
        return jdbc.sql("select exists (select from inbox_file where inbox_id = :id and sha256 = :sha256)")
                .param("id", id.value())
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    record Taken(PlaceFile file, String sha256, boolean copy) {}

    /** @return false where another node has taken one of them */
    boolean insert(InboxId id, @Nullable ScoringId scoring, List<Taken> taken) {
        return jdbc.sql("""
                        insert into inbox_file (inbox_id, path, size, modified, sha256, scoring_id)
                        select :id, path, size, modified, sha256, case when copy then null else :scoring::bigint end
                        from unnest(:paths::text[], :sizes::bigint[], :modified::bigint[], :sha256::text[], :copies::boolean[])
                            t (path, size, modified, sha256, copy)
                        on conflict do nothing""")
                        .param("id", id.value())
                        .param("scoring", scoring == null ? null : scoring.value())
                        .param("paths", taken.stream().map(t -> t.file().path()).toArray(String[]::new))
                        .param("sizes", taken.stream().map(t -> t.file().size()).toArray(Long[]::new))
                        .param(
                                "modified",
                                taken.stream().map(t -> t.file().modified()).toArray(Long[]::new))
                        .param("sha256", taken.stream().map(Taken::sha256).toArray(String[]::new))
                        .param("copies", taken.stream().map(Taken::copy).toArray(Boolean[]::new))
                        .update()
                == taken.size();
    }

    void mark(ScoringId scoring, InboxId inbox, @Nullable ScoringId challenges) {
        jdbc.sql("update scoring set inbox_id = :inbox, challenges = :challenges where id = :id")
                .param("id", scoring.value())
                .param("inbox", inbox.value())
                .param("challenges", challenges == null ? null : challenges.value())
                .update();
    }

    /** A scoring that an inbox queued, not of a challenger. */
    record Pass(ScoringId scoring, InboxId inbox, int done, int flagged) {}

    Optional<Pass> pass(JobId job) {
        return jdbc.sql("""
                        select id, inbox_id, done - failed as done, flagged from scoring
                        where job_id = :job and inbox_id is not null and challenges is null""")
                .param("job", job.value())
                .query((row, n) -> new Pass(
                        new ScoringId(row.getLong("id")),
                        new InboxId(row.getLong("inbox_id")),
                        row.getInt("done"),
                        row.getInt("flagged")))
                .optional();
    }

    /** Files that a scoring which has ended did not come to are new again, as are copies of them. */
    void putBack(Pass pass) {
        jdbc.sql("""
                        with left_over as (
                            delete from inbox_file f where f.scoring_id = :scoring and not exists (
                                select from scoring_image i where i.scoring_id = :scoring and i.file = f.path)
                            returning inbox_id, sha256)
                        delete from inbox_file f using left_over l
                        where f.inbox_id = l.inbox_id and f.sha256 = l.sha256 and f.scoring_id is null""").param("scoring", pass.scoring().value()).update();
    }
}
