package oddboard.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import oddboard.common.ConflictException;
import oddboard.detector.SettingsException;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** What users ask of a sweep on its way: to pause, go on, end, do more or fewer at a time, try again. */
@Slow
class SweepControlTest extends SweepFixture {
    @Test
    void aPauseTakesBackWhatWaitsAndLetsWhatRunsComeToItsEnd() throws Exception {
        Sweep sweep = sweeps.start(spec(3, List.of(1L), 6, 8, 12, 24), member);
        Run first = inQueue(sweep).getFirst();
        claim(first);
        Sweep paused = sweeps.pause(sweep.id(), false, member);
        assertThat(paused.state()).isEqualTo(Sweep.State.PAUSED);
        assertThat(inQueue(sweep)).extracting(Run::id).containsExactly(first.id());
        assertThat(paused.counts().waiting()).isEqualTo(3);
        assertThat(fixture.count("run"))
                .as("those that never began leave no trace")
                .isOne();
        end(first, JobState.SUCCEEDED);
        feeder.tick();
        assertThat(inQueue(sweep)).isEmpty();
        assertThat(sweeps.resume(sweep.id(), member).counts().queued()).isEqualTo(3);
        assertThat(sweeps.runs(sweep, member))
                .extracting(r -> r.plan().settings().get("batchSize"))
                .containsExactly(6, 8, 12, 24);
    }

    @Test
    void aPauseThatStopsDoesAgainLaterWhatItStopped() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L), 6, 8), member);
        List<Run> two = inQueue(sweep);
        claim(two.get(0));
        claim(two.get(1));
        sweeps.pause(sweep.id(), true, member);
        assertThat(inQueue(sweep))
                .allSatisfy(run -> assertThat(run.job().cancelRequested()).isTrue());
        end(two.get(0), JobState.CANCELLED);
        end(two.get(1), JobState.SUCCEEDED);
        feeder.tick();
        assertThat(now(sweep).counts()).isEqualTo(new Sweep.Counts(2, 1, 0, 0, 1, 0, 0, 0, 0));
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.PAUSED);
        assertThat(sweeps.resume(sweep.id(), member).counts().queued()).isOne();
    }

    @Test
    void isCancelledAsOne() throws Exception {
        Sweep sweep = sweeps.start(spec(2, List.of(1L), 6, 8, 12), member);
        claim(inQueue(sweep).getFirst());
        Sweep cancelled = sweeps.cancel(sweep.id(), member);
        assertThat(cancelled.state()).isEqualTo(Sweep.State.CANCELLED);
        assertThat(cancelled.counts().cancelled()).isOne();
        assertThat(inQueue(sweep))
                .hasSize(1)
                .allSatisfy(run -> assertThat(run.job().cancelRequested()).isTrue());
        feeder.tick();
        assertThat(now(sweep).counts().waiting()).as("begins no more").isOne();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> sweeps.resume(sweep.id(), member))
                .withMessageContaining("was canceled");
    }

    @Test
    void followsItsParallelismUpAndDown() {
        Sweep sweep = sweeps.start(spec(1, List.of(1L), 6, 8, 12, 24), member);
        assertThat(sweeps.setParallelism(sweep.id(), 3, member).counts().queued())
                .isEqualTo(3);
        Sweep fewer = sweeps.setParallelism(sweep.id(), 2, member);
        assertThat(fewer.counts().queued()).isEqualTo(2);
        assertThat(fewer.counts().waiting()).isEqualTo(2);
        assertThat(sweeps.runs(sweep, member).subList(0, 2))
                .as("the last go back")
                .allSatisfy(r -> assertThat(r.run()).isNotNull());
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> sweeps.setParallelism(sweep.id(), 0, member));
    }

    @Test
    void doesAllItsFailuresAgainAsOne() {
        Sweep sweep = sweeps.start(spec(3, List.of(1L), 6, 8, 12), member);
        List<Run> three = inQueue(sweep);
        end(three.get(0), JobState.FAILED);
        end(three.get(1), JobState.CANCELLED);
        end(three.get(2), JobState.SUCCEEDED);
        feeder.tick();
        assertThat(now(sweep).state()).isEqualTo(Sweep.State.FINISHED);
        assertThat(now(sweep).counts().retriable()).isEqualTo(2);
        Sweep again = sweeps.retry(sweep.id(), member);
        assertThat(again.state()).isEqualTo(Sweep.State.RUNNING);
        assertThat(again.counts()).isEqualTo(new Sweep.Counts(3, 0, 2, 0, 1, 0, 0, 0, 0));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> sweeps.retry(sweep.id(), member))
                .withMessageContaining("nothing to retry");
    }
}
