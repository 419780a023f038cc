package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import oddboard.common.NotFoundException;
import oddboard.dataset.Labels;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import oddboard.job.PlainJobContext;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.Preview;
import oddboard.run.RunFeed;
import oddboard.run.RunRow;
import oddboard.testing.RunFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    @TempDir
    Path folder;

    private RunFixture room;
    private RunRow run;
    private TrainingRepository work;
    private RunFeed feed;

    @BeforeEach
    void open() throws Exception {
        room = new RunFixture(folder);
        run = room.addRun("conv", Map.of("epochs", 5));
        work = room.part(TrainingRepository.class);
        feed = room.part(RunFeed.class);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void add(int epoch) {
        work.addPreview(
                run.id(), 1, new TrainingRepository.Reconstructed(epoch, new int[] {2, 7}, new byte[] {1, 2, 3, 4, 5, 6
                }));
    }

    private List<Integer> epochs() {
        return feed.previews(run.id()).stream().map(Preview::epoch).toList();
    }

    @Test
    void showsNormalAndAnomalousImagesFromAllOverTheSplit() {
        boolean[] labels = new boolean[100];
        for (int i = 60; i < 100; i++) {
            labels[i] = true;
        }
        assertThat(choice(labels, 8)).containsExactly(0, 15, 30, 45, 60, 70, 80, 90);
        assertThat(choice(new boolean[3], 8)).containsExactly(0, 1, 2);
        assertThat(choice(new boolean[] {true, false, true, true, true, true}, 4))
                .containsExactly(1, 0, 2, 4);
        assertThat(choice(new boolean[0], 8)).isEmpty();
        var some = new boolean[] {false, true, true, false};
        var unlabeled = new Labels(1, 1, new boolean[4], new String[4], new boolean[4]);
        assertThat(Previews.choice(unlabeled, 2)).as("where none is labeled").containsExactly(0, 2);
        assertThat(Previews.choice(new Labels(1, 1, new boolean[4], new String[4], some), 4))
                .containsExactly(1, 2);
    }

    @Test
    void reconstructsRarelyEnoughToCostUnderOnePercent() throws Exception {
        // A clock by which each reconstruction takes 0.15 s.
        AtomicLong now = new AtomicLong();
        LongSupplier clock = () -> now.getAndAdd(TimeUnit.MILLISECONDS.toNanos(150));
        var context = new PlainJobContext(room.database, run.job(), folder);
        Detector conv = Detectors.byId("conv").orElseThrow();
        var labels = new Labels(1, 1, RunFixture.TEST, new String[RunFixture.TEST.length]);
        try (RunReporter reporter = new RunReporter(run.id(), context, work, clock);
                Splits splits = Splits.open(room.datasets(), run);
                Model model = conv.open(Settings.of(conv.settings(), Map.of()), splits.shape(), "cpu")) {
            Previews previews = new Previews(splits.test(), labels, reporter, clock);
            List<Long> made = new ArrayList<>();
            for (int epoch = 0; epoch < 500; epoch++) {
                long before = now.get();
                previews.offer(model);
                if (now.get() - before > TimeUnit.MILLISECONDS.toNanos(200)) {
                    made.add(before);
                }
                now.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
            }
            assertThat(made).hasSizeBetween(10, 12);
            for (int i = 1; i < made.size(); i++) {
                assertThat(made.get(i) - made.get(i - 1)).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(15));
            }
            reporter.flush();
        }
        assertThat(feed.previews(run.id()))
                .singleElement()
                .satisfies(p -> assertThat(p.images()).containsExactly(0, 3, 6, 9, 2, 5, 8, 11));
        assertThat(feed.preview(run.id(), 0, 11)).hasSize(32 * 32 * 3).isNotEqualTo(feed.preview(run.id(), 0, 2));
    }

    @Test
    void keepsADozenSpreadOverTheEpochs() {
        for (int epoch = 1; epoch <= 100; epoch++) {
            add(epoch);
        }
        assertThat(epochs()).hasSize(12).startsWith(1).endsWith(100);
        List<Integer> kept = epochs();
        for (int i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i) - kept.get(i - 1)).as("of %s", kept).isLessThanOrEqualTo(20);
        }
        work.ended(run.job());
        assertThat(epochs()).hasSize(4).startsWith(1).endsWith(100);
    }

    @Test
    void forgetsWhatALaterAttemptDoesAnew() {
        add(3);
        add(9);
        work.begin(run.id(), 5, 1, "cpu");
        assertThat(epochs()).containsExactly(3);
    }

    @Test
    void cutsOneImageOutOfThePack() {
        add(4);
        assertThat(feed.preview(run.id(), 4, 2)).containsExactly(1, 2, 3);
        assertThat(feed.preview(run.id(), 4, 7)).containsExactly(4, 5, 6);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> feed.preview(run.id(), 4, 3));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> feed.preview(run.id(), 5, 2));
    }

    @Test
    void givesOnlyWhatHasComeSince() {
        for (int epoch = 1; epoch <= 4; epoch++) {
            work.addLoss(run.id(), 1, new Loss(epoch, Map.of("loss", 1.0 / epoch), 100, 0));
            work.addLine(run.id(), 1, new TrainingRepository.Line(epoch, 0, "line " + epoch, null));
        }
        assertThat(feed.losses(run.id(), 2)).extracting(Loss::epoch).containsExactly(3, 4);
        List<LogLine> lines = feed.log(run.id(), 0, 3);
        assertThat(lines).extracting(LogLine::line).containsExactly("line 2", "line 3", "line 4");
        assertThat(feed.log(run.id(), lines.get(1).id(), 3))
                .extracting(LogLine::line)
                .containsExactly("line 4");
        assertThat(feed.log(run.id(), lines.get(2).id(), 3)).isEmpty();
    }

    private static int[] choice(boolean[] anomalous, int most) {
        return Previews.choice(new Labels(1, 1, anomalous, new String[anomalous.length]), most);
    }
}
