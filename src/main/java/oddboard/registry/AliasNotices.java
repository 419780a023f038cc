package oddboard.registry;

import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.notice.NoticeKind;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whoever registered a model, and whoever owns its data set, that somebody else moved an alias of it. */
@Component
class AliasNotices {
    private final JdbcClient jdbc;
    private final Notices notices;

    AliasNotices(JdbcClient jdbc, Notices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    private record Moved(DatasetId dataset, String by, UserId to) {}

    @EventListener
    void on(ModelAliasMoved moved) {
        jdbc.sql("""
                        select distinct m.dataset_id, a.name, concerned.id
                        from model_alias s join registered_model m on m.id = s.model_id join account a on a.id = s.account_id
                        join dataset d on d.id = m.dataset_id
                        cross join lateral (values (m.account_id), (d.account_id)) concerned (id)
                        where m.name = :model and s.name = :alias and concerned.id <> s.account_id
                        """)
                .param("model", moved.model())
                .param("alias", moved.alias())
                .query((row, n) ->
                        new Moved(new DatasetId(row.getLong(1)), row.getString(2), new UserId(row.getLong(3))))
                .list()
                .forEach(one -> notices.tell(
                        NoticeKind.ALIAS,
                        new NoticeText(
                                true,
                                one.by + " moved the alias " + moved.alias() + " of the model " + moved.model()
                                        + " to version " + moved.version() + ".",
                                ModelRoutes.version(moved.model(), moved.version())),
                        one.to,
                        one.dataset));
    }
}
