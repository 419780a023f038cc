package oddboard.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import oddboard.job.JobQueue;
import oddboard.registry.ModelAliases;
import oddboard.scoring.Scoring;
import oddboard.testing.Slow;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.Test;

/** Looks into a folder, and what is taken of it. */
@Slow
class InboxPassTest extends InboxFixture {
    @Test
    void whatIsNewIsScoredOnceAndWhatIsStillWrittenIsLeftForTheNextLook() throws Exception {
        write("day/a.png", image(0), 60);
        write("day/copy-of-a.png", image(0), 50);
        write("b.png", image(1), 40);
        write("notes.txt", new byte[] {1}, 60);
        write(".hidden.png", image(2), 60);
        Path late = write("late.png", java.util.Arrays.copyOf(image(3), 40), 2);
        Inbox inbox = create("");
        assertThat(inbox.folder()).isEqualTo("line");

        look();
        assertThat(now(inbox).left()).isEqualTo(1);
        assertThat(now(inbox).taken()).isEqualTo(2);
        assertThat(now(inbox).trouble()).isEmpty();
        look();
        assertThat(scorings(inbox)).as("while they are scored, nothing else is").hasSize(1);
        assertThat(work(inbox)).containsExactly("day/a.png", "b.png");

        write("late.png", image(3), 30);
        write("b.png", image(1), 20);
        look();
        assertThat(work(inbox))
                .as("a file that was touched has the same content")
                .containsExactly("late.png");
        look();
        assertThat(scorings(inbox)).hasSize(2);

        // Written again with another image under the name that it had.
        write("day/a.png", image(4), 30);
        Files.delete(late);
        look();
        assertThat(work(inbox)).containsExactly("day/a.png");
        assertThat(scorings(inbox))
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.model().alias()).isEqualTo("champion"));
        assertThat(now(inbox).taken()).isEqualTo(4);
        assertThat(fixture.runs.part(Uploads.class).whole(fixture.dataset(), fixture.admin))
                .hasSize(3);
    }

    @Test
    void theAliasIsResolvedAtEachLook() throws Exception {
        fixture.trainAgain("caps", "patches", Map.of("purpose", "objects"));
        Inbox inbox = create("");
        write("a.png", image(0), 60);
        look();
        work(inbox);
        fixture.runs.part(ModelAliases.class).move("caps", "champion", 2, null, "", fixture.admin);
        write("b.png", image(1), 60);
        look();
        assertThat(work(inbox)).containsExactly("b.png");
        assertThat(scorings(inbox)).extracting(s -> s.model().version()).containsExactly(2, 1);
        fixture.runs.part(ModelAliases.class).remove("caps", "champion", "", fixture.admin);
        write("c.png", image(2), 60);
        look();
        assertThat(scorings(inbox)).hasSize(2);
        assertThat(now(inbox).trouble()).contains("champion");
        fixture.runs.part(ModelAliases.class).move("caps", "champion", 1, null, "", fixture.admin);
        look();
        assertThat(work(inbox)).containsExactly("c.png");
        assertThat(now(inbox).trouble()).isEmpty();
    }

    @Test
    void manyNodesLookAtOnceAndOneTakesWhatIsThere() throws Exception {
        Inbox inbox = create("");
        for (int i = 0; i < 12; i++) {
            write(i + ".png", image(i), 60);
        }
        jdbc.sql("update inbox set due_at = now()").update();
        try (var nodes = Executors.newFixedThreadPool(6)) {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(Executors.callable(pass::tick));
            }
            for (var done : nodes.invokeAll(all)) {
                done.get();
            }
        }
        assertThat(scorings(inbox)).hasSize(1);
        assertThat(work(inbox)).hasSize(12);
    }

    @Test
    void aNodeThatLooksLongerThanItsLeaseTakesNothingThatAnotherTook() throws Exception {
        Inbox inbox = create("");
        write("a.png", image(0), 60);
        write("b.png", image(1), 60);
        InboxWork work = new InboxWork(jdbc);
        assertThat(work.claim(List.of("line"))).contains(inbox.id());
        assertThat(work.claim(List.of("line"))).as("somebody looks").isEmpty();
        look();
        assertThat(scorings(inbox))
                .as("due again, but that somebody still may live")
                .isEmpty();
        jdbc.sql("update inbox set busy_until = now() - interval '1 second'").update();
        look();
        assertThat(scorings(inbox)).hasSize(1);
        assertThat(work.lock(inbox.id())).as("for the one that comes late").isFalse();
        assertThat(work(inbox)).hasSize(2);
    }

    @Test
    void whatACanceledScoringHadNotComeToIsScoredWhenTheInboxIsResumed() throws Exception {
        Inbox inbox = create("");
        write("a.png", image(0), 60);
        write("copy.png", image(0), 50);
        look();
        Scoring first = scorings(inbox).getFirst();
        fixture.runs.part(JobQueue.class).cancel(first.job().id(), fixture.admin);
        assertThat(now(inbox).paused()).isTrue();
        assertThat(now(inbox).trouble()).contains("canceled");
        look();
        assertThat(scorings(inbox)).hasSize(1);
        inboxes.pause(inbox.id(), false, fixture.admin);
        look();
        assertThat(work(inbox)).containsExactly("a.png");
        assertThat(scorings(inbox)).hasSize(2);
    }

    /** From a camera whose clock is ahead, or the server's was set back: not in an hour, but once it stays as it is. */
    @Test
    void aFileWhoseTimeLiesInTheFutureIsTakenOnceItStaysAsItIs() throws Exception {
        AtomicLong nanos = new AtomicLong();
        pass.nanos = nanos::get;
        write("ahead.png", java.util.Arrays.copyOf(image(0), 40), -3600);
        write("right.png", image(1), 60);
        Inbox inbox = create("");
        look();
        assertThat(work(inbox)).containsExactly("right.png");
        assertThat(now(inbox).left()).isEqualTo(1);

        // Still written: its size is another.
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        write("ahead.png", image(0), -3600);
        look();
        assertThat(now(inbox).left()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        look();
        assertThat(now(inbox).left()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        look();
        assertThat(work(inbox)).containsExactly("ahead.png");
        assertThat(now(inbox).left()).isZero();
        look();
        assertThat(scorings(inbox)).as("once").hasSize(2);
    }
}
