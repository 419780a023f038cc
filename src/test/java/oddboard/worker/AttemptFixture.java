package oddboard.worker;

import io.opentelemetry.api.OpenTelemetry;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One worker whose threads stand still: the test is its clock and its Quartz. */
abstract class AttemptFixture {
    final DataSource database = QueueParts.database();
    final JdbcClient sql = JdbcClient.create(database);
    final User ada = QueueParts.ada(database);
    AnnotationConfigApplicationContext worker;
    JobQueue queue;
    AttemptRunner runner;

    @BeforeEach
    void start() {
        worker = QueueParts.still(database, "worker");
        queue = worker.getBean(JobQueue.class);
        runner = worker.getBean(AttemptRunner.class);
        worker.getBean(Heartbeat.class).beat();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    JobId enqueue(String mode) {
        return ToyHandler.enqueue(worker, new NewJob(ToyHandler.KIND, "cpu", 0, ada.id()), 3, 0, mode);
    }

    Job run(JobId id) {
        runner.run(id, false);
        return queue.find(id).orElseThrow();
    }

    Attempt claim(JobId id) {
        var transitions = worker.getBean(Transitions.class);
        var identity = worker.getBean(WorkerIdentity.class);
        var claim = transitions.claim(id, identity.id()).orElseThrow();
        var attempt = new Attempt(
                id,
                claim,
                identity,
                worker.getBean(RetryingTransaction.class),
                worker.getBean(JdbcClient.class),
                transitions,
                worker.getBean(AttemptFolders.class),
                new JobSpans(OpenTelemetry.noop()));
        worker.getBean(Attempts.class).add(attempt);
        return attempt;
    }
}
