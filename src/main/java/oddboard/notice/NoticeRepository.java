package oddboard.notice;

import java.sql.Array;
import java.util.List;
import java.util.Map;
import oddboard.run.Chance;
import oddboard.run.JsonColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes notices and what is to be sent outside, each in one statement of the transaction that ended the thing. */
@Repository
class NoticeRepository {
    private final JdbcClient jdbc;

    NoticeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Tells whoever started the run, unless they canceled it, and whoever owns its data set, each as they chose. Runs of a
     * sweep are reported once, when all have ended.
     *
     * @param state in which the job ends, with this transaction
     * @param href the run's page
     */
    void runEnded(long run, String state, String href) {
        String chance = state.equals("SUCCEEDED") ? chance(run) : "";
        jdbc.sql("""
                with ended as (
                    select r.id, r.account_id as by, d.account_id as owner, d.id as dataset_id, :state = 'SUCCEEDED' as good,
                        format('Run %s, %s, on %s v%s ', r.id, r.name, d.name, v.number) || case :state
                            when 'SUCCEEDED' then 'succeeded'
                            when 'FAILED' then 'failed: ' || coalesce(left(j.error_detail, 300), 'its log may tell why.')
                            else 'was canceled by ' || coalesce(last.actor, 'somebody') || '.' end as head,
                        case when :state = 'SUCCEEDED' then coalesce(': AUC ' || to_char(trunc(g.auroc::numeric, 4), 'FM0.0000') || :chance, '')
                            else '' end as metrics,
                        case when :state = 'SUCCEEDED' then '.' else '' end as tail,
                        a.name as by_name, last.actor
                    from run r
                    join job j on j.id = r.job_id
                    join account a on a.id = r.account_id
                    join dataset_version v on v.id = r.version_id
                    join dataset d on d.id = v.dataset_id
                    left join lateral (select actor from job_event where job_id = j.id order by id desc limit 1) last on true
                    left join label_set l on l.version_id = r.version_id
                        and l.number = (select max(number) from label_set where version_id = r.version_id)
                    left join counted_part p on p.version_id = r.version_id
                    left join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
                    where r.id = :run and not exists (select 1 from sweep_run w where w.run_id = r.id) and not (:state = 'CANCELLED' and last.actor in (a.name, 'queue'))),
                added as (
                    select e.by as account_id, e.id as run_id,
                        case when e.good then 'run-succeeded' else 'run-failed' end as kind, e.good, e.head, e.metrics, e.tail, :href as href
                    from ended e join dataset_right seen on seen.dataset_id = e.dataset_id and seen.account_id = e.by
                    union all
                    select e.owner, e.id, 'my-sets', e.good, e.head, e.metrics, e.tail || ' It was started by ' || e.by_name || '.', :href
                    from ended e where e.owner <> e.by and e.actor is distinct from (select name from account where id = e.owner))
                """ + NoticeSql.DELIVER)
                .param("run", run)
                .param("state", state)
                .param("href", href)
                .param("chance", chance)
                .update();
    }

    /** What follows the AUC of a run that is no better than chance, or of which a type is not; else "". */
    private String chance(long run) {
        return jdbc.sql("""
                select g.auroc_low, g.auroc_high, g.weak_types, r.settings, r.epochs, v.train_count
                from run r
                join dataset_version v on v.id = r.version_id
                join label_set l on l.version_id = r.version_id
                    and l.number = (select max(number) from label_set where version_id = r.version_id)
                join counted_part p on p.version_id = r.version_id
                join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
                where r.id = :run
                """)
                .param("run", run)
                .query((row, n) -> {
                    Double low = row.getObject("auroc_low", Double.class);
                    Double high = row.getObject("auroc_high", Double.class);
                    Chance chance = Chance.of(low, high);
                    if (chance != Chance.BETTER) {
                        Map<String, Object> settings = JsonColumns.read(row.getString("settings"));
                        String reason =
                                Chance.reason(low, high, settings, row.getInt("epochs"), row.getInt("train_count"));
                        return ", " + chance.words() + ". " + reason.replaceFirst("\\.$", "");
                    }
                    Array types = row.getArray("weak_types");
                    List<String> weak = types == null ? List.of() : List.of((String[]) types.getArray());
                    return weak.isEmpty() ? "" : ", but no better than chance for " + String.join(", ", weak);
                })
                .optional()
                .orElse("");
    }

    /** Tells whoever started the import, unless they canceled it. */
    void importEnded(long job, String state) {
        jdbc.sql("""
                with added as (
                    select j.account_id, null::bigint as run_id, 'import' as kind, :state = 'SUCCEEDED' as good,
                        'datasets/' || d.id || '/versions' as href,
                        format('Version %s of %s ', v.number, d.name) || case :state
                            when 'SUCCEEDED' then format('is ready: %s training and %s test images.', v.train_count, v.test_count)
                            when 'FAILED' then 'could not be imported: '
                                || coalesce(left(j.error_detail, 300), 'the job''s page may tell why.')
                            else 'was not imported: the job was canceled by ' || coalesce(last.actor, 'somebody') || '.' end
                            as head, '' as metrics, '' as tail
                    from job j
                    join dataset_version v on v.job_id = j.id
                    join dataset d on d.id = v.dataset_id
                    join account a on a.id = j.account_id
                    join dataset_right seen on seen.dataset_id = d.id and seen.account_id = j.account_id
                    left join lateral (select actor from job_event where job_id = j.id order by id desc limit 1) last on true
                    where j.id = :job
                      and not (:state = 'CANCELLED' and last.actor in (a.name, 'queue')))
                """ + NoticeSql.DELIVER)
                .param("job", job)
                .param("state", state)
                .update();
    }

    /** Takes the AUC out of whatever was said of these runs and their sweeps. */
    void forgetMetrics(List<Long> runs) {
        for (String table : List.of("notice", "webhook_message")) {
            jdbc.sql("update " + table + """
                     set text = text_without_metrics, text_without_metrics = null
                    where text_without_metrics is not null and (href in (select 'runs/' || id from unnest(:runs::bigint[]) id)
                        or href in (select 'sweeps/' || sweep_id from sweep_run where run_id = any(:runs::bigint[])))
                    """)
                    .param("runs", runs.toArray(Long[]::new))
                    .update();
        }
    }

    /** Tells of sweeps of which nothing runs or waits any more, once each, whichever nodes look for them. */
    void sweepsEnded() {
        jdbc.sql("""
                with ended as (
                    select s.id, s.account_id, s.name, s.state from sweep s
                    where s.state <> 'PAUSED' and not exists (select 1 from notice_sweep n where n.sweep_id = s.id)
                      and not exists (
                        select 1 from sweep_run w left join run r on r.id = w.run_id left join job j on j.id = r.job_id
                        where w.sweep_id = s.id and (w.put_back or s.state = 'ACTIVE' and not w.begun
                            or j.state in ('QUEUED', 'RUNNING', 'RETRY_WAIT')))),
                once as (
                    insert into notice_sweep (sweep_id) select id from ended on conflict do nothing returning sweep_id),
                figure as (
                    select w.sweep_id, count(*) as runs, count(*) filter (where j.state = 'SUCCEEDED') as good,
                        max(g.auroc) as best
                    from sweep_run w
                    join once on once.sweep_id = w.sweep_id
                    left join run r on r.id = w.run_id
                    left join job j on j.id = r.job_id
                    left join label_set l on l.version_id = r.version_id
                        and l.number = (select max(number) from label_set where version_id = r.version_id)
                    left join counted_part p on p.version_id = r.version_id
                    left join run_judgement g on g.run_id = r.id and g.label_set_id = l.id and g.part = p.part
                    group by w.sweep_id),
                added as (
                    select e.account_id, null::bigint as run_id, 'sweep' as kind, f.good = f.runs as good, 'sweeps/' || e.id as href,
                        format('Sweep %s, %s, ended: %s of %s runs succeeded', e.id, e.name, f.good, f.runs) as head,
                        coalesce(', best AUC ' || to_char(trunc(f.best::numeric, 4), 'FM0.0000'), '') as metrics, '.' as tail
                    from ended e join figure f on f.sweep_id = e.id
                    where e.state = 'ACTIVE' and not exists (
                        select 1 from sweep_run w join dataset_version v on v.id = w.version_id
                        left join dataset_right seen on seen.dataset_id = v.dataset_id and seen.account_id = e.account_id
                        where w.sweep_id = e.id and seen.account_id is null))
                """ + NoticeSql.DELIVER).update();
    }
}
