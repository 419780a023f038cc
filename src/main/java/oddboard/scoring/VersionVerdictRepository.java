package oddboard.scoring;

import java.util.List;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of verdicts that became labels of data set versions. */
@Repository
class VersionVerdictRepository {
    private final JdbcClient jdbc;

    VersionVerdictRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What people say of the images of some scorings. */
    record Tally(int normal, int anomalous, int open) {
        int all() {
            return normal + anomalous + open;
        }
    }

    /** @param verdict "anomalous", "normal", "unsure" or "disputed" */
    record Row(ScoringId scoring, int index, String file, String verdict, String type) {}

    /**
     * What a scoring scored, and with what.
     *
     * @param version null where it scored uploads
     */
    record Origin(String name, String model, @Nullable VersionId version, boolean train) {
        /** For a report. */
        String words(ScoringId id) {
            return "scoring " + id + (name.isEmpty() ? "" : " (" + name + ")") + " with " + model;
        }
    }

    Origin origin(ScoringId scoring) {
        return jdbc.sql("""
                        select s.name, s.version_id, s.split, m.name || '/' || w.version as model from scoring s
                        join model_version w on w.id = s.model_version_id join registered_model m on m.id = w.model_id
                        where s.id = :id""")
                .param("id", scoring.value())
                .query((row, n) -> new Origin(
                        row.getString("name"),
                        row.getString("model"),
                        ScoringWork.version(row),
                        ScoringWork.split(row) == ScoringSpec.Split.TRAIN))
                .single();
    }

    Tally tally(List<ScoringId> scorings) {
        return jdbc.sql("""
                        select count(*) filter (where verdict = 'normal'), count(*) filter (where verdict = 'anomalous'),
                            count(*) filter (where verdict = 'unsure')
                        from scoring_image where scoring_id = any(:ids) and verdict is not null""")
                .param("ids", ids(scorings))
                .query((row, n) -> new Tally(row.getInt(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    /** Keeps what people say now, whatever they say later. */
    void keep(VersionId version, List<ScoringId> scorings) {
        jdbc.sql("""
                        insert into version_verdict (version_id, scoring_id, index, verdict, type)
                        select :version, scoring_id, index, verdict, case verdict when 'anomalous' then verdict_type else '' end
                        from scoring_image where scoring_id = any(:ids) and verdict is not null""")
                .param("version", version.value())
                .param("ids", ids(scorings))
                .update();
    }

    /** In the order of the scorings and of their images. */
    List<Row> rows(VersionId version) {
        return jdbc.sql("""
                        select v.scoring_id, v.index, i.file, v.verdict, v.type from version_verdict v
                        join scoring_image i on i.scoring_id = v.scoring_id and i.index = v.index
                        where v.version_id = :version order by v.scoring_id, v.index""")
                .param("version", version.value())
                .query((row, n) -> new Row(
                        new ScoringId(row.getLong(1)),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** Versions that took in what people said of this scoring, newest first. */
    List<VersionId> versions(ScoringId scoring) {
        return jdbc.sql("select distinct version_id from version_verdict where scoring_id = :id order by 1 desc")
                .param("id", scoring.value())
                .query((row, n) -> new VersionId(row.getLong(1)))
                .list();
    }

    private static Long[] ids(List<ScoringId> scorings) {
        return scorings.stream().map(ScoringId::value).toArray(Long[]::new);
    }
}
