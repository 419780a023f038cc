package oddboard.notice;

import java.util.List;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The module's parts over a database of its own: ada has a data set, and grace a run on it. */
final class NoticeFixture {
    final DataSource database = TestDatabase.dataSource();
    final JdbcClient jdbc = JdbcClient.create(database);
    final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    final WebhookRules rules;
    final Notices notices;
    final User ada = user("ada");
    final User grace = user("grace");
    final long run;
    private final long job;
    private final long imported;

    NoticeFixture(String... allowedHosts) {
        rules = new WebhookRules(List.of(allowedHosts));
        notices = new Notices(jdbc, rules, Audit.of(jdbc));
        long set = insert("insert into dataset (name, account_id) values ('Nuts', " + ada.id() + ") returning id");
        imported = insert("insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED', "
                + ada.id() + ") returning id");
        long version = insert(
                "insert into dataset_version (dataset_id, number, job_id, spec, train_count, test_count) values (" + set
                        + ", 2, " + imported + ", '{}', 700, 300) returning id");
        insert("insert into label_set (version_id, number, anomalous, type) values (" + version
                + ", 1, '{f,t}', array['', 'bent']) returning id");
        job = insert("insert into job (kind, label, state, account_id) values ('run', 'cpu', 'RUNNING', " + grace.id()
                + ") returning id");
        run = insert("insert into run (version_id, job_id, name, detector, settings, seed, account_id, epochs) values ("
                + version + ", " + job + ", 'conv, quick', 'conv', '{}', 1, " + grace.id() + ", 5) returning id");
    }

    private User user(String name) {
        return new User(new UserId(TestDatabase.addAccount(database, name, "MEMBER")), name, Role.MEMBER, false);
    }

    private long insert(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** As the queue does it: the state comes with its event, and the news in the same transaction. */
    void end(String state, String actor, String error) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update job set error_detail = nullif(:error, '') where id = :job")
                    .param("error", error)
                    .param("job", job)
                    .update();
            jdbc.sql("insert into job_event (job_id, attempt, state, actor) values (:job, 1, :state, :actor)")
                    .param("job", job)
                    .param("state", state)
                    .param("actor", actor)
                    .update();
            new NoticeRepository(jdbc).runEnded(run, state, "runs/" + run);
        });
    }

    void endImport(String state, String error) {
        jdbc.sql("update job set error_detail = nullif(:error, '') where id = :job")
                .param("error", error)
                .param("job", imported)
                .update();
        new NoticeRepository(jdbc).importEnded(imported, state);
    }

    void evaluate(double auroc) {
        jdbc.sql("insert into run_judgement (run_id, label_set_id, auroc) select :run, id, :auroc from label_set")
                .param("run", run)
                .param("auroc", auroc)
                .update();
    }

    void evaluate(double auroc, double low, double high, String... weakTypes) {
        evaluate(auroc);
        jdbc.sql(
                        "update run_judgement set auroc_low = :low, auroc_high = :high, weak_types = :weak where run_id = :run")
                .param("run", run)
                .param("low", low)
                .param("high", high)
                .param("weak", weakTypes)
                .update();
    }

    Outbox outbox(Webhook webhook) {
        return new Outbox(transaction, jdbc, webhook, "https://odd.example.com/");
    }
}
