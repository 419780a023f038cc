package oddboard.webhook;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.job.JobState;
import oddboard.notice.Notices;
import oddboard.notice.SendingFixture;
import oddboard.notice.Webhook;
import oddboard.run.RunEnded;
import oddboard.run.RunId;
import oddboard.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The module's parts over a database and a receiver of its own: ada has a private data set, and a run on it. */
final class WebhookFixture implements AutoCloseable {
    final DataSource database = TestDatabase.dataSource();
    final JdbcClient jdbc = JdbcClient.create(database);
    final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    final Receiver receiver = new Receiver();
    final Webhook webhook = SendingFixture.webhook(receiver.host, "*");
    final Notices notices = SendingFixture.notices(jdbc);
    final EndpointRepository endpoints = new EndpointRepository(jdbc);
    final DeliveryRepository deliveries = new DeliveryRepository(jdbc);
    final Webhooks webhooks = new Webhooks(endpoints, deliveries, webhook, transaction, Audit.of(jdbc));
    final User ada = user("ada");
    final User grace = user("grace");
    final long dataset;
    final long run;
    private final long job;

    WebhookFixture() throws Exception {
        dataset = insert("insert into dataset (name, account_id, visibility) values ('Nuts', " + ada.id()
                + ", 'private') returning id");
        long imported = insert("insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED', "
                + ada.id() + ") returning id");
        long version = insert("insert into dataset_version (dataset_id, number, job_id, spec) values (" + dataset
                + ", 2, " + imported + ", '{}') returning id");
        job = insert("insert into job (kind, label, state, account_id) values ('run', 'cpu', 'RUNNING', " + ada.id()
                + ") returning id");
        run = insert("insert into run (version_id, job_id, name, detector, settings, seed, account_id, epochs) values ("
                + version + ", " + job + ", 'conv, quick', 'conv', '{}', 1, " + ada.id() + ", 5) returning id");
    }

    private User user(String name) {
        return new User(new UserId(TestDatabase.addAccount(database, name, "MEMBER")), name, Role.MEMBER, false);
    }

    private long insert(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    Webhooks.Created create(User by, EventType... types) {
        return webhooks.create(new EndpointSpec("Line 3", receiver.host + "/hook?key=1", List.of(types), true), by);
    }

    /** As the queue does it: state and event in one transaction. */
    void end(JobState state) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update job set error_code = :code where id = :job")
                    .param("code", state == JobState.FAILED ? "LOSS_NAN" : null)
                    .param("job", job)
                    .update();
            new RunEvents(new Events(
                            new EventRepository(jdbc),
                            java.util.Objects.requireNonNull(transaction.getTransactionManager())))
                    .on(new RunEnded(new RunId(run), state));
        });
    }

    Deliverer node() {
        return node(Duration.ofSeconds(15));
    }

    Deliverer node(Duration patience) {
        return new Deliverer(
                deliveries,
                endpoints,
                transaction,
                webhook,
                notices,
                Audit.of(jdbc),
                "https://odd.example.com/",
                patience);
    }

    /** As if the time of the next try had come. */
    void wait(Endpoint endpoint) {
        jdbc.sql("update webhook_delivery set due_at = now() where endpoint_id = :id")
                .param("id", endpoint.id().value())
                .update();
        jdbc.sql("update webhook_endpoint set paused_until = now() where id = :id")
                .param("id", endpoint.id().value())
                .update();
    }

    Delivery only(Endpoint endpoint) {
        List<Delivery> all = webhooks.deliveries(endpoint, Long.MAX_VALUE, 10);
        if (all.size() != 1) {
            throw new AssertionError(all.toString());
        }
        return all.getFirst();
    }

    @Override
    public void close() throws Exception {
        webhook.close();
        receiver.close();
    }
}
