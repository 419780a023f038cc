package oddboard.maintenance;

import java.util.List;
import oddboard.ui.Format;

/** All rules, by the settings. */
final class RetentionRules {
    private static final String ROW = "pg_column_size(t.*)";
    private static final String BLOB = "coalesce((select size from blob b where b.sha256 = t.sha256), 0)";
    private static final String JOB_ENDED =
            "exists (select from job j where j.id = t.job_id and j.ended_at < now() - make_interval(secs => :amount))";

    private RetentionRules() {}

    static List<RetentionRule> of(RetentionSettings settings) {
        return List.of(
                new RetentionRule(
                        "checkpoints",
                        "Checkpoints of runs that succeeded, the oldest beyond a size in all",
                        settings.checkpoints().toBytes() == 0
                                ? "for ever"
                                : Format.bytes(settings.checkpoints().toBytes()),
                        "run_checkpoint",
                        """
                        t.id in (select id from (
                            select c.id, sum(b.size) over (order by c.id desc) as bytes from run_checkpoint c
                            join run r on r.id = c.run_id join job j on j.id = r.job_id and j.state = 'SUCCEEDED'
                            join blob b on b.sha256 = c.sha256) kept where bytes > :amount)""",
                        BLOB,
                        settings.checkpoints().toBytes(),
                        true),
                RetentionRule.rows(
                                "ended-checkpoints",
                                "Checkpoints of runs that failed or were canceled",
                                settings.endedCheckpoints(),
                                "run_checkpoint",
                                RetentionRule.ended("in ('FAILED', 'CANCELLED')"),
                                BLOB)
                        .withBlobs(),
                RetentionRule.rows(
                        "logs",
                        "Log lines of runs that have ended",
                        settings.logs(),
                        "run_log",
                        RetentionRule.ended("in ('SUCCEEDED', 'FAILED', 'CANCELLED')"),
                        ROW),
                RetentionRule.rows(
                        "previews",
                        "Reconstructions from trainings that have ended",
                        settings.previews(),
                        "run_preview",
                        RetentionRule.ended("in ('SUCCEEDED', 'FAILED', 'CANCELLED')"),
                        "length(t.pixels)"),
                RetentionRule.rows(
                        "job-events",
                        "Histories of jobs that have ended, but for their ends",
                        settings.jobEvents(),
                        "job_event",
                        JOB_ENDED + " and t.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')",
                        ROW),
                RetentionRule.rows(
                        "orphan-jobs",
                        "Jobs whose run, version, scoring or bundle was deleted",
                        settings.orphanJobs(),
                        "job",
                        """
                        t.ended_at < now() - make_interval(secs => :amount)
                        and not exists (select from run where run.job_id = t.id)
                        and not exists (select from dataset_version v where v.job_id = t.id)
                        and not exists (select from scoring s where s.job_id = t.id)
                        and not exists (select from model_export e where e.job_id = t.id)""",
                        ROW),
                RetentionRule.rows(
                                "bundles",
                                "Bundles of models for other programs, which are made again on demand",
                                settings.bundles(),
                                "model_export",
                                JOB_ENDED,
                                BLOB)
                        .withBlobs(),
                RetentionRule.rows(
                        "notices",
                        "Notices to users",
                        settings.notices(),
                        "notice",
                        "t.created_at < now() - make_interval(secs => :amount)",
                        ROW),
                RetentionRule.rows(
                        "unfinished-uploads",
                        "Unfinished uploads that nobody continued",
                        java.time.Duration.ofDays(1),
                        "partial_upload",
                        "t.touched_at < now() - make_interval(secs => :amount)",
                        """
                        case when t.upload_id is null then coalesce((select sum(length(c.bytes)) from blob_chunk c
                            join blob b on b.id = c.blob_id and b.sha256 is null where b.id = t.handle::bigint), 0) else 0 end"""),
                RetentionRule.rows(
                        "events",
                        "Past events of this page",
                        settings.events(),
                        "upkeep_event",
                        "t.at < now() - make_interval(secs => :amount)",
                        ROW));
    }
}
