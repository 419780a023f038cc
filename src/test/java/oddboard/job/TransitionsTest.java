package oddboard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.worker.QueueParts;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TransitionsTest {
    private static final Pattern WRITES_STATE = Pattern.compile(
            "update\\s+job\\b(?![_a-z])[^;]*?\\bset\\b(?:(?!\\bwhere\\b)[^;])*?\\bstate\\s*=|insert\\s+into\\s+job\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private final DataSource database = QueueParts.database();
    private final JdbcClient sql = JdbcClient.create(database);
    private final User ada = QueueParts.ada(database);

    @Test
    void changesTheStateExactlyWhereOneMayFollowTheOtherForEveryPair() {
        try (var web = QueueParts.still(database, "web")) {
            Transitions transitions = web.getBean(Transitions.class);
            for (JobState from : JobState.values()) {
                for (JobState to : JobState.values()) {
                    JobId id = web.getBean(JobQueue.class).enqueue(new NewJob("toy", "cpu", 0, ada.id()));
                    sql.sql("update job set state = :from, attempt = 1, max_attempts = 9 where id = :id")
                            .param("from", from.name())
                            .param("id", id.value())
                            .update();
                    int events = web.getBean(JobQueue.class).history(id).size();

                    boolean changed = change(transitions, id, from, to);

                    assertThat(changed).as(from + " -> " + to).isEqualTo(from.canBecome(to));
                    Job job = web.getBean(JobQueue.class).find(id).orElseThrow();
                    assertThat(job.state()).as(from + " -> " + to).isEqualTo(changed ? to : from);
                    assertThat(web.getBean(JobQueue.class).history(id))
                            .as("one event a change")
                            .hasSize(events + (changed ? 1 : 0));
                }
            }
        }
    }

    private boolean change(Transitions transitions, JobId id, JobState from, JobState to) {
        ClaimedJob held = sql.sql("select " + ClaimedJob.COLUMNS + " from job where id = :id")
                .param("id", id.value())
                .query(ClaimedJob::read)
                .single();
        return switch (to) {
            case QUEUED -> transitions.requeue(held, "w", "left", false);
            case RUNNING -> transitions.claim(id, "w").isPresent();
            case RETRY_WAIT -> transitions.retryLater(held, "w", "CODE", "later", Instant.now(), true);
            case SUCCEEDED -> transitions.succeed(id, 1, "w", new JobProgress(1, 1, ""));
            case FAILED, CANCELLED ->
                transitions.end(id, from == JobState.RUNNING ? 1 : null, to, "ada", "reason", null, false);
        };
    }

    /** A state is written in one file alone, which asks JobState. */
    @Test
    void isTheOnlyPlaceThatWritesAState() throws IOException {
        List<String> writers = new ArrayList<>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (WRITES_STATE.matcher(Files.readString(file)).find()) {
                    writers.add(file.getFileName().toString());
                }
            }
        }
        assertThat(writers).containsExactly("Transitions.java");
    }
}
