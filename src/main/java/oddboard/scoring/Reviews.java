package oddboard.scoring;

import java.util.List;
import oddboard.account.User;
import oddboard.registry.RegisteredModel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What reviews tell about models: how many of their alarms are right, over time. */
@Service
public class Reviews {
    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Scorings with this model of which somebody reviewed an image, newest first. */
    public List<ReviewedScoring> of(RegisteredModel model, int limit, User viewer) {
        return jdbc.sql("""
                        select s.id, s.name, w.version, s.created_at, s.flagged,
                            count(*) filter (where i.score >= s.threshold and i.verdict <> 'unsure') as alarms,
                            count(*) filter (where i.score >= s.threshold and i.verdict = 'anomalous') as confirmed,
                            count(*) filter (where i.score < s.threshold and i.verdict = 'anomalous') as missed
                        from scoring s join model_version w on w.id = s.model_version_id
                        join registered_model m on m.id = w.model_id
                        join dataset_right seen on seen.dataset_id = m.dataset_id and seen.account_id = :viewer
                        join scoring_image i on i.scoring_id = s.id and i.verdict is not null
                        where m.name = :model and s.threshold is not null
                        group by s.id, w.version order by s.created_at desc, s.id desc limit :limit""")
                .param("model", model.name())
                .param("viewer", viewer.id().value())
                .param("limit", limit)
                .query((row, n) -> new ReviewedScoring(
                        new ScoringId(row.getLong("id")),
                        row.getString("name"),
                        row.getInt("version"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getInt("flagged"),
                        row.getInt("alarms"),
                        row.getInt("confirmed"),
                        row.getInt("missed")))
                .list();
    }
}
