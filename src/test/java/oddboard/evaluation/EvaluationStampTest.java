package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A board is read again only where its stamp has changed, so each change to what it shows must change it. */
class EvaluationStampTest {
    @Test
    void everyChangeToWhatABoardReadsChangesTheStamp() {
        DataSource database = TestDatabase.dataSource();
        long by = TestDatabase.addAccount(database, "grace", "MEMBER");
        JdbcClient sql = JdbcClient.create(database);
        sql.sql("insert into blob (sha256, size) values (repeat('0', 64), 0)").update();
        sql.sql("insert into dataset (name, account_id) values ('Caps', :by)")
                .param("by", by)
                .update();
        sql.sql(
                        "insert into job (kind, label, state, account_id, ended_at) select 'run', 'cpu', 'SUCCEEDED', :by, now() "
                                + "from generate_series(1, 3)")
                .param("by", by)
                .update();
        long version = sql.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count, ready_at)
                select d.id, 1, j.id, '{}', 8, 3, 1, 2, now() from dataset d, job j order by j.id limit 1 returning id""").query(Long.class).single();
        sql.sql("insert into label_set (version_id, number, anomalous, type) values (:v, 1, '{t,f}', '{dent,\"\"}')")
                .param("v", version)
                .update();
        sql.sql("""
                insert into run (version_id, job_id, name, detector, settings, seed, epochs, epoch, account_id)
                select :v, j.id, 'run ' || j.id, 'conv', '{}', 1, 5, 5, :by from job j order by j.id offset 1""").param("v", version).param("by", by).update();
        sql.sql("""
                insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                                        error_scale, score_seconds)
                select r.id, l.id, '{2,1}', repeat('0', 64), 2, 8, 3, 1, 1 from run r, label_set l order by r.id limit 1""").update();
        EvaluationRepository repository = new EvaluationRepository(sql);
        List<String> stamps = new ArrayList<>();
        for (String change : List.of(
                "select 1",
                "insert into run_judgement (run_id, label_set_id, auroc) select run_id, label_set_id, 0.9 from run_result",
                "update run_judgement set auroc = 0.8",
                "update run set tags = '{good}'",
                "update run set name = 'other'",
                "update account set name = 'ada'",
                "update run_result set score_seconds = 3",
                "insert into label_set (version_id, number, anomalous, type) select version_id, 2, anomalous, type from label_set",
                "delete from run_judgement",
                "delete from run_result")) {
            if (!change.equals("select 1")) {
                sql.sql(change).update();
            }
            String stamp = repository.stamp(new VersionId(version), 0, LabelPart.ALL);
            assertThat(repository.stamp(new VersionId(version), 0, LabelPart.ALL))
                    .isEqualTo(stamp);
            stamps.add(stamp);
        }
        // By the second label set there is no evaluation, so taking away the first's changes nothing on this board.
        assertThat(stamps.get(8)).isEqualTo(stamps.get(7));
        stamps.remove(8);
        assertThat(stamps).doesNotHaveDuplicates();
    }
}
