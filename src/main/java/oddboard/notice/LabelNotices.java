package oddboard.notice;

import oddboard.dataset.DatasetShared;
import oddboard.label.LabelMarked;
import oddboard.label.LabelMarksDecided;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of data sets that are shared, of labels that are suggested, and of what became of the suggestions; in the transaction of each. */
@Component
class LabelNotices {
    private final JdbcClient jdbc;

    LabelNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(DatasetShared shared) {
        jdbc.sql("""
                with added as (
                    select seen.account_id, null::bigint as run_id, 'share' as kind, true as good,
                        :by || case :role when 'OWNER' then format(' handed %s over to you.', d.name)
                            when 'EDITOR' then format(' shared %s with you; you may edit it.', d.name)
                            else format(' shared %s with you; you may look at it.', d.name) end as head,
                        '' as metrics, '' as tail, 'datasets/' || d.id as href
                    from dataset d join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :with
                    where d.id = :dataset and seen.account_id <> :actor)
                """ + NoticeSql.DELIVER)
                .param("by", shared.by().name())
                .param("actor", shared.by().id().value())
                .param("role", shared.role().name())
                .param("with", shared.with().value())
                .param("dataset", shared.dataset().value())
                .update();
    }

    /** Who marks many labels is told of once, until that is read. */
    @EventListener
    void on(LabelMarked marked) {
        jdbc.sql("""
                with added as (
                    select seen.account_id, null::bigint as run_id, 'label-suggested' as kind, true as good,
                        format('%s suggests other labels for version %s of %s; they wait for review.', :by, v.number, d.name)
                            as head, '' as metrics, '' as tail, 'datasets/' || d.id || '/review?version=' || v.id as href
                    from dataset_version v join dataset d on d.id = v.dataset_id
                    join dataset_right seen on seen.dataset_id = d.id and seen.role in ('OWNER', 'EDITOR')
                    where v.id = :version and seen.account_id <> :actor and not exists (
                        select 1 from notice n where n.account_id = seen.account_id and n.kind = 'label-suggested'
                            and n.read_at is null and n.href = 'datasets/' || d.id || '/review?version=' || v.id))
                """ + NoticeSql.DELIVER)
                .param("by", marked.by().name())
                .param("actor", marked.by().id().value())
                .param("version", marked.version().value())
                .update();
    }

    @EventListener
    void on(LabelMarksDecided decided) {
        jdbc.sql("""
                with added as (
                    select m.account_id, null::bigint as run_id, 'label-decided' as kind, :approved as good,
                        format('%s %s %s that you suggested for version %s of %s.', :by,
                            case when :approved then 'approved' else 'rejected' end,
                            case count(*) when 1 then 'the label' else count(*) || ' labels' end, v.number, d.name) as head,
                        '' as metrics, '' as tail, 'datasets/' || d.id || '/review?version=' || v.id as href
                    from label_mark m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
                    join dataset_right seen on seen.dataset_id = d.id and seen.account_id = m.account_id
                    where m.id = any(:ids::bigint[]) and m.account_id <> :actor
                    group by m.account_id, v.id, v.number, d.id, d.name)
                """ + NoticeSql.DELIVER)
                .param("by", decided.by().name())
                .param("actor", decided.by().id().value())
                .param("approved", decided.approved())
                .param("ids", decided.ids().toArray(Long[]::new))
                .update();
    }
}
