package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import oddboard.account.UserId;
import oddboard.testing.TestDatabase;
import oddboard.worker.LabelDelegate;
import oddboard.worker.QueueParts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a worker would take next, job by job, on a real database; and whether the places shown are the same. */
class QueueOrderTest {
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final UserId ada = QueueParts.ada(database).id();
    private final UserId linus = new UserId(TestDatabase.addAccount(database, "linus", "MEMBER"));
    private final UserId grace = new UserId(TestDatabase.addAccount(database, "grace", "MEMBER"));
    private AnnotationConfigApplicationContext web;
    private JobQueue queue;

    @BeforeEach
    void start() {
        web = QueueParts.still(database, "web", "oddboard.queue.limit=600");
        queue = web.getBean(JobQueue.class);
        sql.sql("update queue_rule set fair = true").update();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private List<JobId> enqueue(int jobs, UserId by, int priority, String label) {
        return IntStream.range(0, jobs)
                .mapToObj(n -> queue.enqueue(new NewJob("toy", label, priority, by)))
                .toList();
    }

    /** A worker takes the next job, as Quartz asks for it; null where there is none. */
    private JobId take(String labels) throws Exception {
        LabelDelegate delegate = new LabelDelegate();
        delegate.initialize(
                LoggerFactory.getLogger(getClass()),
                "QRTZ_",
                Wakeups.SCHEDULER,
                "w",
                new CascadingClassLoadHelper(),
                true,
                labels);
        try (Connection connection = database.getConnection()) {
            long now = System.currentTimeMillis();
            var keys = delegate.selectTriggerToAcquire(connection, now + 1_000, now - 60_000, 1);
            if (keys.isEmpty()) {
                return null;
            }
            JobId id = new JobId(Long.parseLong(keys.getFirst().getName().replaceAll("\\..*", "")));
            web.getBean(Wakeups.class).remove(id, keys.getFirst().getGroup());
            assertThat(web.getBean(Transitions.class).claim(id, "w")).isPresent();
            return id;
        }
    }

    private void end(JobId id) {
        web.getBean(Transitions.class).end(id, 1, JobState.CANCELLED, "ada", "done", null, false);
    }

    @Test
    void startsASingleRunWithinTheNextTwoFreeSlotsThoughAnotherUsersSweepWaits() throws Exception {
        enqueue(500, ada, 0, "cpu");
        List<JobId> running = new ArrayList<>(List.of(take("cpu"), take("cpu")));
        JobId single = enqueue(1, linus, 0, "cpu").getFirst();
        assertThat(queue.find(single).orElseThrow().position()).isEqualTo(1);

        List<JobId> next = new ArrayList<>();
        for (int slot = 0; slot < 2; slot++) {
            end(running.removeFirst());
            next.add(take("cpu"));
        }

        assertThat(next).contains(single);
    }

    @Test
    void takesTurnsOnASingleSlotWhereOnlyTheLastStartsTellTheUsersApart() throws Exception {
        List<JobId> many = enqueue(6, ada, 0, "cpu");
        List<JobId> few = enqueue(3, linus, 0, "cpu");
        List<JobId> taken = new ArrayList<>();
        for (int n = 0; n < 9; n++) {
            taken.add(take("cpu"));
            end(taken.getLast());
        }
        assertThat(taken)
                .containsExactly(
                        many.get(0),
                        few.get(0),
                        many.get(1),
                        few.get(1),
                        many.get(2),
                        few.get(2),
                        many.get(3),
                        many.get(4),
                        many.get(5));
    }

    @Test
    void showsThePlacesInWhichWorkersTakeTheJobs() throws Exception {
        Random random = new Random(7);
        for (int n = 0; n < 60; n++) {
            enqueue(1, List.of(ada, ada, ada, linus, grace).get(random.nextInt(5)), 0, "cpu");
        }
        take("cpu");
        end(take("cpu"));
        take("cpu");
        List<JobId> shown = queue.open(0, 100).stream()
                .filter(j -> j.position() != null)
                .map(Job::id)
                .toList();
        assertThat(queue.find(shown.get(40)).orElseThrow().position()).isEqualTo(41);

        List<JobId> taken = new ArrayList<>();
        for (JobId id = take("cpu"); id != null; id = take("cpu")) {
            taken.add(id);
        }

        assertThat(taken).hasSize(57).isEqualTo(shown);
    }

    @Test
    void takesTheOneThatIsShownFirstWhateverRunsAndEnds() throws Exception {
        Random random = new Random(11);
        for (int n = 0; n < 50; n++) {
            enqueue(1, List.of(ada, ada, linus, grace).get(random.nextInt(4)), random.nextInt(3), "cpu");
        }
        List<JobId> running = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            JobId first = queue.open(0, 60).stream()
                    .filter(j -> Integer.valueOf(1).equals(j.position()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            running.add(take("cpu"));
            assertThat(running.getLast()).isEqualTo(first);
            if (running.size() > 4) {
                end(running.remove(random.nextInt(running.size())));
            }
        }
    }

    @Test
    void putsPriorityBeforeFairnessAndEachLabelByItself() throws Exception {
        JobId usual = enqueue(1, linus, 0, "cpu").getFirst();
        List<JobId> urgent = enqueue(3, ada, 5, "cpu");
        JobId gpu = enqueue(1, ada, 0, "gpu").getFirst();

        assertThat(List.of(take("cpu"), take("cpu"), take("cpu"))).isEqualTo(urgent);
        assertThat(queue.find(gpu).orElseThrow().position()).isEqualTo(1);
        assertThat(List.of(take("cpu,gpu"), take("cpu,gpu")))
                .as("ada runs nothing on a GPU")
                .containsExactlyInAnyOrder(usual, gpu);
        assertThat(take("cpu,gpu")).isNull();
    }

    @Test
    void countsAJobThatAWorkerHasJustTakenInHand() throws Exception {
        JobId inHand = enqueue(2, ada, 0, "cpu").getFirst();
        JobId other = enqueue(1, linus, 0, "cpu").getFirst();
        sql.sql("update qrtz_triggers set trigger_state = 'ACQUIRED' where job_name = :id")
                .param("id", inHand.toString())
                .update();
        sql.sql("""
                insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time,
                    sched_time, priority, state) values ('oddboard', 'e', :name, 'cpu', 'w2', 0, 0, 0, 'ACQUIRED')
                """).param("name", inHand + ".1").update();

        assertThat(take("cpu")).isEqualTo(other);
    }

    @Test
    void servesWhoCameFirstWhereTheServersRuleIsNotFair() throws Exception {
        sql.sql("update queue_rule set fair = false").update();
        List<JobId> many = enqueue(3, ada, 0, "cpu");
        JobId last = enqueue(1, linus, 0, "cpu").getFirst();

        assertThat(queue.find(last).orElseThrow().position()).isEqualTo(4);
        assertThat(List.of(take("cpu"), take("cpu"), take("cpu"), take("cpu")))
                .containsExactly(many.get(0), many.get(1), many.get(2), last);
    }

    @Test
    void takesItsRuleFromTheWebProcessAlone() {
        try (var worker = QueueParts.still(database, "worker", "oddboard.queue.fair=false")) {
            worker.getBean(QueueRules.class).publish();
            assertThat(sql.sql("select fair from queue_rule")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
        try (var other = QueueParts.still(database, "web", "oddboard.queue.fair=false")) {
            other.getBean(QueueRules.class).publish();
            assertThat(sql.sql("select fair from queue_rule")
                            .query(Boolean.class)
                            .single())
                    .isFalse();
        }
    }

    @Test
    void takesWhatQuartzRecoversAfterAllThatWaits() throws Exception {
        JobId lost = enqueue(1, ada, 0, "cpu").getFirst();
        assertThat(web.getBean(Transitions.class).claim(lost, "dead")).isPresent();
        sql.sql("delete from qrtz_simple_triggers").update();
        sql.sql("update qrtz_triggers set trigger_group = 'RECOVERING_JOBS'").update();
        try (Connection connection = database.getConnection()) {
            LabelDelegate delegate = new LabelDelegate();
            delegate.initialize(
                    LoggerFactory.getLogger(getClass()),
                    "QRTZ_",
                    Wakeups.SCHEDULER,
                    "w",
                    new CascadingClassLoadHelper(),
                    true,
                    "cpu");
            assertThat(delegate.selectTriggerToAcquire(connection, System.currentTimeMillis(), 0, 1))
                    .hasSize(1);
        }
    }

    @Test
    void refusesMoreThanAUserMayHaveWaiting() {
        enqueue(600, ada, 0, "cpu");
        assertThatThrownBy(() -> enqueue(1, ada, 0, "gpu"))
                .isInstanceOf(QueueLimitException.class)
                .hasMessage(
                        "You have 600 jobs waiting, the most that one user may have; wait until some have started, or cancel some.");
        assertThat(queue.room(ada)).isZero();
        assertThat(queue.room(linus)).isEqualTo(600);
        enqueue(1, linus, 0, "cpu");
    }
}
