package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.testing.TestDatabase;
import oddboard.worker.QueueParts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

class PrioritiesTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);
    private final User linus = user("linus", Role.MEMBER);
    private final User grace = user("grace", Role.ADMIN);
    private final org.springframework.context.annotation.AnnotationConfigApplicationContext web =
            QueueParts.still(database, "web");
    private final JobQueue queue = web.getBean(JobQueue.class);

    @AfterEach
    void stop() {
        web.close();
    }

    private User user(String name, Role role) {
        return new User(new UserId(TestDatabase.addAccount(database, name, role.name())), name, role, false);
    }

    private JobId enqueue(User by, int priority) {
        return queue.enqueue(new NewJob("toy", "cpu", priority, by.id()));
    }

    private String priorities(JobId id) {
        return sql.sql("""
                select job.priority || ' ' || t.priority from job join qrtz_triggers t on t.job_name = job.id::text
                where id = :id""").param("id", id.value()).query(String.class).single();
    }

    private List<JobId> order() {
        return queue.open(0, 10).stream().map(Job::id).toList();
    }

    @Test
    void changesJobAndTriggerTogetherAndTellsWhoDidIt() {
        JobId first = enqueue(ada, 0);
        JobId second = enqueue(ada, 0);

        assertThat(queue.setPriority(second, 3, ada)).isTrue();

        assertThat(order()).containsExactly(second, first);
        assertThat(priorities(second)).isEqualTo("3 3");
        JobEvent told = queue.history(second).getLast();
        assertThat(told.change()).isEqualTo(JobEvent.Change.PRIORITY);
        assertThat(told.state()).isEqualTo(JobState.QUEUED);
        assertThat(told.actor() + ": " + told.reason()).isEqualTo("ada: priority 0 → 3");
        assertThat(queue.setPriority(second, 3, ada)).as("a second time").isFalse();
        assertThat(queue.history(second)).hasSize(2);
    }

    @Test
    void leavesBothAsTheyWereWhereTheCallersTransactionIsRolledBack() {
        JobId id = enqueue(ada, 0);
        web.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            queue.setPriority(id, 3, ada);
            status.setRollbackOnly();
        });
        assertThat(priorities(id)).isEqualTo("0 0");
        assertThat(queue.history(id)).hasSize(1);
    }

    @Test
    void bindsOwnersAndNotAdministrators() {
        JobId id = enqueue(ada, 0);
        assertThatThrownBy(() -> queue.setPriority(id, 11, ada))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A priority lies between -10 and 10, not 11; only an administrator may go beyond.");
        assertThatThrownBy(() -> queue.setPriority(id, 1, linus)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> queue.moveToTop(id, linus)).isInstanceOf(AccessDeniedException.class);
        User viewer = new User(ada.id(), "ada", Role.VIEWER, false);
        assertThatThrownBy(() -> queue.setPriority(id, 1, viewer)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> queue.setPriority(new JobId(99), 1, ada)).isInstanceOf(NotFoundException.class);
        queue.setPriority(id, -10, ada);
        queue.setPriority(id, 5_000, grace);
        assertThat(priorities(id)).isEqualTo("5000 5000");
        assertThat(queue.history(id)).extracting(JobEvent::actor).containsExactly("ada", "ada", "grace");
    }

    @Test
    void movesToTheTopAsFarAsTheUserMay() {
        JobId high = enqueue(linus, 10);
        JobId low = enqueue(ada, 0);
        JobId middle = enqueue(ada, 4);

        assertThat(queue.moveToTop(low, ada)).isTrue();
        assertThat(priorities(low)).isEqualTo("10 10");
        assertThat(queue.moveToTop(low, ada)).as("no higher").isFalse();

        assertThat(queue.moveToTop(middle, grace)).isTrue();
        assertThat(priorities(middle)).isEqualTo("11 11");
        assertThat(order().getFirst()).isEqualTo(middle);
        assertThat(order()).containsExactlyInAnyOrder(middle, low, high);
        queue.setPriority(high, JobQueue.PRIORITIES, grace);
        queue.moveToTop(low, grace);
        assertThat(priorities(low)).isEqualTo(JobQueue.PRIORITIES + " " + JobQueue.PRIORITIES);
        assertThatThrownBy(() -> queue.setPriority(high, JobQueue.PRIORITIES + 1, grace))
                .hasMessageContaining("1000000");
    }

    @Test
    void holdsForAJobThatAWorkerHasInHandAndNotForOneThatRuns() {
        JobId id = enqueue(ada, 0);
        sql.sql("update qrtz_triggers set trigger_state = 'ACQUIRED'").update();
        queue.setPriority(id, 2, ada);
        assertThat(priorities(id)).isEqualTo("2 2");

        assertThat(web.getBean(Transitions.class).claim(id, "w")).isPresent();
        assertThatThrownBy(() -> queue.setPriority(id, 3, ada))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Job " + id + " runs already; its priority matters no more.");
        queue.cancel(id, ada);
        web.getBean(Transitions.class).end(id, 1, JobState.CANCELLED, "ada", "", null, false);
        assertThatThrownBy(() -> queue.moveToTop(id, grace)).hasMessageContaining("has ended");
    }

    @Test
    void keepsThePriorityThroughARetry() {
        JobId id = enqueue(ada, 0);
        queue.setPriority(id, 7, ada);
        web.getBean(Wakeups.class).remove(id, "cpu");
        sql.sql("update job set changed_at = now() - interval '1 minute'").update();
        QueueParts.reconcile(web);
        assertThat(priorities(id)).isEqualTo("7 7");
    }

    @Test
    void letsNobodyCancelWhatIsNotTheirs() {
        JobId id = enqueue(ada, 0);
        assertThatThrownBy(() -> queue.cancel(id, linus))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("You may not cancel job " + id + ". The user who started it, or an administrator, can.");
        assertThat(queue.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(queue.cancel(id, grace)).isTrue();
        assertThat(queue.history(id).getLast().actor()).isEqualTo("grace");
        JobId own = enqueue(ada, 0);
        assertThat(queue.cancel(own, new User(ada.id(), "ada", Role.VIEWER, false)))
                .as("still ada's own")
                .isTrue();
    }
}
