package oddboard.job;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is left to a user of jobs at a time and of GPU hours; -1 = no limit. In SQL, for workers that choose a job, too. */
public record RunningLimits(long account, long running, long runs, long gpuHours, long gpuSeconds) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    /** Joined to rows named {@code person}: their limits as {@code allowed.running} and {@code allowed.gpu_hours}. */
    public static final String LIMITS = """
            cross join lateral (
                select coalesce(quota.running, rule.running) as running, coalesce(quota.gpu_hours, rule.gpu_hours) as gpu_hours
                from quota_rule rule left join quota on quota.account_id = person.account_id) allowed
            """;

    /** SQL for the seconds on GPUs in this calendar month (UTC), as a bigint. */
    public static String gpuSeconds(String account) {
        return """
                (select coalesce(sum(extract(epoch from coalesce(used.ended_at, now()) - greatest(used.started_at, month.start))), 0)::bigint
                from gpu_use used cross join (select date_trunc('month', now(), 'UTC') as start) month
                where used.account_id = %s and coalesce(used.ended_at, now()) > month.start)
                """.formatted(account);
    }

    /** By account: those with waiting jobs to whom something is not left. */
    static Map<Long, RunningLimits> usedUp(JdbcClient sql) {
        String users = """
                with person as (select distinct account_id from job where""" + " " + QueueOrder.WAITS + ")"
                + " select person.account_id, allowed.running,"
                + " (select count(*) from job where account_id = person.account_id and state = 'RUNNING') as runs,"
                + " allowed.gpu_hours, case when allowed.gpu_hours < 0 then 0 else " + gpuSeconds("person.account_id")
                + " end as gpu_seconds from person " + LIMITS + " where allowed.running >= 0 or allowed.gpu_hours >= 0";
        List<RunningLimits> all = sql.sql(users)
                .query((row, n) -> new RunningLimits(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
        return all.stream()
                .filter(a -> a.runningUsedUp() || a.gpuUsedUp())
                .collect(Collectors.toMap(RunningLimits::account, Function.identity()));
    }

    boolean runningUsedUp() {
        return running >= 0 && runs >= running;
    }

    boolean gpuUsedUp() {
        return gpuHours >= 0 && gpuSeconds >= gpuHours * 3600;
    }

    String runningSentence() {
        return running == 0
                ? "Its user may run no jobs now; an administrator can allow some."
                : "Its user runs " + runs + (runs == 1 ? " job" : " jobs") + ", as many as they may at a time.";
    }

    String gpuSentence(Instant now) {
        LocalDate next =
                now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1).plusMonths(1);
        return "Its user has used the " + gpuHours + " GPU hours of this month; it resumes on " + DAY.format(next)
                + ", or when an administrator allows more.";
    }
}
