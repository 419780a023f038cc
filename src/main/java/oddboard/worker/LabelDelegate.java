package oddboard.worker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import oddboard.job.QueueOrder;
import oddboard.job.RunningLimits;
import oddboard.job.Wakeups;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.spi.ClassLoadHelper;
import org.slf4j.Logger;

/** Makes a node take only triggers of its labels, in the order of the queue; Quartz alone knows neither. */
public final class LabelDelegate extends PostgreSQLDelegate {
    /** Among the labels: this worker computes on a GPU, for which users may have no hours left. */
    private static final String GPU = "*";
    /** Among the labels, which have no such sign: how many jobs of any kind it does where imports have no slots of their own. */
    private static final String SLOTS = "slots=";
    /** How many jobs that do not compute it does beside the others. */
    private static final String IMPORT_SLOTS = "import-slots=";
    /** How many jobs that score images it does beside all of them. */
    private static final String SCORING_SLOTS = "scoring-slots=";

    /** What this process has in hand, by lane; a job that it has only acquired counts. */
    private static final String MINE = """
            lane (slots, import_slots, scoring_slots) as (values (?, ?, ?)),
            mine as materialized (
                select count(*) filter (where job.computes) as computing,
                    count(*) filter (where job.scores and scoring_slots > 0) as scoring,
                    count(*) filter (where not job.computes and not (job.scores and scoring_slots > 0)) as others
                from lane cross join qrtz_fired_triggers f
                left join qrtz_triggers t on t.sched_name = f.sched_name and t.trigger_name = f.trigger_name
                    and t.trigger_group = f.trigger_group
                join job on job.id = coalesce(f.job_name, t.job_name)::bigint
                where f.sched_name = 'oddboard' and f.instance_name = ?)
            """;
    /**
     * Whether a slot for this kind of job is free. One job computes at a time, as the engine trains one model at a time in a
     * process. Where imports have no slots of their own, they take those that trainings leave.
     */
    private static final String HAS_SLOT = """
             (select case when job.scores and lane.scoring_slots > 0 then mine.scoring < lane.scoring_slots
                when lane.import_slots = 0 then
                    mine.computing + mine.others < lane.slots and not (job.computes and mine.computing > 0)
                when job.computes then mine.computing = 0
                else mine.others < lane.import_slots end
                from mine, lane)
            """;

    // The first few of each user, found along an index, however many wait behind them; then the order of the queue.
    private static final String NEXT = """
            with recursive person as (
                (select job.account_id from job where""" + " " + QueueOrder.WAITS + """
             order by job.account_id limit 1)
                union all
                select (select min(job.account_id) from job
                    where job.account_id > person.account_id and""" + " " + QueueOrder.WAITS + """
            ) from person where person.account_id is not null),
            """
            + QueueOrder.BUSY + ", " + MINE + """
            , allowed as (
                select person.account_id, allowed.running,
                    (select coalesce(sum(busy.busy), 0) from busy where busy.account_id = person.account_id) as under_way,
                    ? and allowed.gpu_hours >= 0 and allowed.gpu_hours * 3600 <=""" + " " + RunningLimits.gpuSeconds("person.account_id") + """
                    as spent
                from person""" + " "
            + RunningLimits.LIMITS + """
            )
            select job.trigger_name, job.trigger_group
            from allowed person cross join unnest(?) offered (label)
            cross join lateral (
                select job.id, job.account_id, job.label, job.priority, job.start_after, t.trigger_name, t.trigger_group,
                    row_number() over (order by job.priority desc, job.start_after, job.id) as turn
                from job join lateral (select trigger_name, trigger_group from qrtz_triggers t
                    where t.sched_name = ? and t.job_name = job.id::text and t.job_group = job.label
                      and t.trigger_state = 'WAITING' and t.next_fire_time <= ? limit 1) t on true
                where job.account_id = person.account_id and job.label = offered.label and""" + " " + QueueOrder.WAITS + """
                  and not (job.computes and person.spent) and""" + HAS_SLOT + """
                order by job.priority desc, job.start_after, job.id limit ?) job
            """ + QueueOrder.SHARE
            + "where running < 0 or under_way + turn <= running order by " + QueueOrder.BY + " limit ?";
    // What is left when no waiting job is due: above all what Quartz recovers, whose rows still say RUNNING. Filtered
    // by
    // the job's group: a recovery trigger has a group of Quartz's own.
    private static final String LEFT = """
            with""" + " " + MINE + """
            select trigger_name, trigger_group from qrtz_triggers t
            where sched_name = ? and trigger_state = 'WAITING' and next_fire_time <= ?
              and (misfire_instr = -1 or next_fire_time >= ?) and job_group = any(?)
              and not exists (select from job where job.id = t.job_name::bigint and""" + " " + QueueOrder.WAITS + """
            ) and not exists (select from job where job.id = t.job_name::bigint and not""" + HAS_SLOT + """
            )
            order by priority desc, next_fire_time, length(job_name), job_name limit ?
            """;
    private static volatile long lastLook = System.nanoTime();
    private String[] labels = {};
    private boolean gpu;
    private int slots;
    private int importSlots;
    private int scoringSlots;

    /** What {@link #initialize} reads: labels and limits, separated by commas. */
    static String settings(boolean gpu, WorkerSettings settings) {
        return (gpu ? GPU + "," : "") + SLOTS + settings.slots() + "," + IMPORT_SLOTS + settings.importSlots() + ","
                + SCORING_SLOTS + settings.scoringSlots() + ","
                + String.join(",", settings.labels());
    }

    /** When this process last looked for a job, as System.nanoTime. */
    static long lastLook() {
        return lastLook;
    }

    /** @param labels as {@link #settings} writes them */
    @Override
    public void initialize(
            Logger logger,
            String tablePrefix,
            String schedulerName,
            String instanceId,
            ClassLoadHelper loader,
            boolean useProperties,
            String labels)
            throws NoSuchDelegateException {
        super.initialize(logger, tablePrefix, schedulerName, instanceId, loader, useProperties, null);
        List<String> all = labels == null || labels.isEmpty() ? List.of() : List.of(labels.split(","));
        this.gpu = all.contains(GPU);
        this.slots = number(all, SLOTS, Integer.MAX_VALUE);
        this.importSlots = number(all, IMPORT_SLOTS, 0);
        this.scoringSlots = number(all, SCORING_SLOTS, 0);
        this.labels =
                all.stream().filter(l -> !l.equals(GPU) && !l.contains("=")).toArray(String[]::new);
    }

    private static int number(List<String> all, String name, int otherwise) {
        return all.stream()
                .filter(l -> l.startsWith(name))
                .mapToInt(l -> Integer.parseInt(l.substring(name.length())))
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    public List<TriggerKey> selectTriggerToAcquire(
            Connection connection, long noLaterThan, long noEarlierThan, int maxCount) throws SQLException {
        int most = Math.max(1, maxCount);
        List<TriggerKey> keys = next(connection, noLaterThan, most);
        if (keys.isEmpty()) {
            keys = left(connection, noLaterThan, noEarlierThan, most);
        }
        lastLook = System.nanoTime();
        return keys;
    }

    private List<TriggerKey> next(Connection connection, long noLaterThan, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            int next = setLanes(select);
            select.setBoolean(next++, gpu);
            select.setArray(next++, connection.createArrayOf("text", labels));
            select.setString(next++, Wakeups.SCHEDULER);
            select.setLong(next++, noLaterThan);
            select.setInt(next++, most);
            select.setInt(next, most);
            return keys(select);
        }
    }

    private List<TriggerKey> left(Connection connection, long noLaterThan, long noEarlierThan, int most)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LEFT)) {
            int next = setLanes(select);
            select.setString(next++, Wakeups.SCHEDULER);
            select.setLong(next++, noLaterThan);
            select.setLong(next++, noEarlierThan);
            select.setArray(next++, connection.createArrayOf("text", labels));
            select.setInt(next, most);
            return keys(select);
        }
    }

    /** @return the number of the next parameter */
    private int setLanes(PreparedStatement select) throws SQLException {
        select.setInt(1, slots);
        select.setInt(2, importSlots);
        select.setInt(3, scoringSlots);
        select.setString(4, instanceId);
        return 5;
    }

    private static List<TriggerKey> keys(PreparedStatement select) throws SQLException {
        List<TriggerKey> keys = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(new TriggerKey(rows.getString(1), rows.getString(2)));
            }
        }
        return keys;
    }
}
