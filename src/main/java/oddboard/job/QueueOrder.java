package oddboard.job;

/**
 * The order of the queue, in SQL: one for what a worker takes next and for the places that users see.
 *
 * <p>Higher priorities first. Within one, where the rule is fair, whoever runs least goes first, among equals whoever
 * started longest ago; so that users take turns, however many jobs each has queued. All by label: what somebody runs on
 * CPUs is nothing to who waits for a GPU. The oldest job of a user goes first.
 */
public final class QueueOrder {
    public static final String WAITS = "job.state in ('QUEUED', 'RETRY_WAIT')";

    /** The order of a user's own jobs of a label, before others come in. */
    private static final String OWN = "priority desc, start_after, id";

    /** What each user has under way: a job that a worker has in hand counts, though its row still says that it waits. */
    public static final String BUSY = """
            busy as (
                select account_id, label, count(*) as busy from (
                    select account_id, label from job where state = 'RUNNING'
                    union all
                    select job.account_id, job.label from qrtz_fired_triggers f
                    join qrtz_triggers t on t.sched_name = f.sched_name and t.trigger_name = f.trigger_name
                        and t.trigger_group = f.trigger_group
                    join job on job.id = t.job_name::bigint and job.label = t.job_group
                    where f.sched_name = 'oddboard' and""" + " " + WAITS + """
            ) under_way group by account_id, label)
            """;

    /** Joined to rows of waiting jobs named {@code job}: how their user stands, and the rule. */
    public static final String SHARE = """
            left join busy on busy.account_id = job.account_id and busy.label = job.label
            left join lateral (select max(mine.started_at) as last_start from job mine
                where mine.account_id = job.account_id and mine.label = job.label and mine.started_at is not null) started on true
            cross join queue_rule rule
            """;

    /** {@code turn} is 1 for the first of a user's waiting jobs of the label, 2 for the next: as if all before it ran. */
    public static final String BY = """
            priority desc, case when fair then coalesce(busy, 0) + turn end, case when fair then turn end,
            case when fair then last_start end nulls first, start_after, id""";

    /** All waiting jobs: {@code position} among those of their label that take the same slots, {@code place} in the whole. */
    static final String PLACED =
            """
            waiting as materialized (
                select id, account_id, label, computes, scores, priority, start_after,
                    row_number() over (partition by account_id, label, computes, scores order by""" + " " + OWN + """
            ) as turn from job where""" + " " + WAITS + """
            ), share as (
                select job.account_id, job.label, busy, last_start, fair
                from (select distinct account_id, label from waiting) job""" + " " + SHARE + """
            ), placed as (
                select id, row_number() over (partition by label, computes, scores order by""" + " " + BY + """
            ) as position, row_number() over (order by""" + " " + BY + """
            ) as place from waiting join share using (account_id, label))
            """;

    private QueueOrder() {}
}
