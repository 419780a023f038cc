package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.dataset.Baseline;
import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.ImageLabel;
import oddboard.job.JobState;
import oddboard.job.JobSubject;
import oddboard.label.LabelChange;
import oddboard.label.LabelSets;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboards;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.run.ui.Chip;
import oddboard.run.ui.RunLine;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.Chart;
import oddboard.ui.MarkupRows;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LeaderboardViewTest extends PageTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired
    private Runs runs;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private LabelSets labelSets;

    @Autowired
    private List<DatasetHighlight> highlights;

    @Autowired
    private List<JobSubject> subjects;

    private Run start(Dataset dataset, String detector, String name, int epochs) {
        return runs.start(
                new RunSpec(
                        dataset.ready().orElseThrow().id(),
                        detector,
                        Map.of("epochs", epochs, "batchSize", 16),
                        name,
                        List.of(),
                        0,
                        "cpu"),
                users.require());
    }

    private void await(Run run) {
        Await.until(
                "run " + run.id(),
                LONG,
                () -> runs.find(run.id(), users.require())
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
    }

    private void awaitText(String words) {
        Await.until("\"" + words + "\" on the open board", LONG, () -> {
            roundTrip();
            return text().contains(words) ? true : null;
        });
    }

    private List<String> rows() {
        return find(MarkupRows.class).exists()
                ? List.copyOf(find(MarkupRows.class).single().rows().values())
                : List.of();
    }

    private List<Element> links(String words) {
        return rows().stream()
                .flatMap(row -> elements(row).select("a").stream())
                .filter(a -> a.text().equals(words))
                .toList();
    }

    /** Which of the entries are selected. */
    private List<Boolean> selected() {
        return rows().stream()
                .flatMap(row -> elements(row).select("button.odd-board__dot[role=checkbox]").stream())
                .map(dot -> dot.attr("aria-checked").equals("true"))
                .toList();
    }

    private void toggle(EntryId entry) {
        click(find(MarkupRows.class).single(), "select", entry.toString());
    }

    @Test
    void ranksByNothingWithoutLabelsOfBothClasses() {
        var dataset = readyDataset(48, 30);
        var version = dataset.ready().orElseThrow();
        var run = start(dataset, "conv", "comet", 2);
        await(run);
        var none = IntStream.range(0, 30)
                .mapToObj(i -> new LabelChange(i, ImageLabel.UNLABELED, ""))
                .toList();
        labelSets.save(version.id(), none, "taken away", users.require());
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("No AUC yet", "No test image has a label. The images are ranked");
        assertThat(find(Chart.class).exists()).as("no empty chart").isFalse();
        assertThat(links("comet")).hasSize(1);
        assertThat(links("Ranked images")).extracting(a -> a.attr("href")).containsExactly(RunRoutes.images(run.id()));
        assertThat(links("Scores CSV"))
                .extracting(a -> a.attr("href"))
                .containsExactly("api/v1/runs/" + run.id() + "/scores.csv");
        assertThat(rows().getFirst()).doesNotContain("odd-medal", "–");

        labelSets.save(
                version.id(),
                List.of(new LabelChange(3, false, ""), new LabelChange(4, true, "")),
                "two",
                users.require());
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text())
                .contains("Metrics rest on 2 labeled test images of 30.")
                .doesNotContain("No AUC yet");
        assertThat(find(Chart.class).exists()).isTrue();
        assertThat(links("Scores CSV")).isEmpty();
    }

    @Test
    void fillsBeforeOnesEyes() {
        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("No run has a score yet");
        assertThat(find(Anchor.class).withText("New run").single().getHref())
                .isEqualTo(DatasetRoutes.newRun(dataset.id()));
        // The one worker is busy elsewhere until the waiting run has been seen, however long that takes.
        var other = start(readyDataset(48, 30), "conv", "other", 10_000);
        var run = start(dataset, "fcn", "comet", 2);
        awaitText("comet");
        assertThat(find(RunLine.class).all()).hasSize(1);
        runs.cancel(other.id(), users.require());
        Await.until("its row on the board", LONG, () -> {
            roundTrip();
            return rows().isEmpty() ? null : true;
        });
        assertThat(find(RunLine.class).exists()).isFalse();
        assertThat(links("comet")).extracting(a -> a.attr("href")).containsExactly(RunRoutes.overview(run.id()));
    }

    @Test
    void ranksRunsAmongTheBaselinesAndDrawsTheSelectedOnes() {
        var dataset = readyDataset(48, 60);
        datasets.setBaselines(
                dataset.id(), List.of(new Baseline("boss", 0.9999), new Baseline("none", 0.0001)), users.require());
        for (String name : new String[] {"one", "two", "three", "four"}) {
            await(start(dataset, name.equals("four") ? "conv" : "fcn", name, name.length() - 2));
        }
        open(DatasetRoutes.leaderboard(dataset.id()));
        var board = leaderboards
                .of(dataset.ready().orElseThrow().id(), users.require())
                .entries();
        var rows = rows().stream().map(row -> words(row).strip()).toList();
        assertThat(rows).hasSize(6);
        assertThat(rows.getFirst()).isEqualTo("boss 0.99990 not reached yet");
        assertThat(rows.getLast()).isEqualTo("none 0.00010 reached by 4");
        for (int i = 0; i < 4; i++) {
            assertThat(rows.get(i + 1))
                    .contains(board.get(i).name(), board.get(i).detector(), "grace");
        }
        assertThat(selected()).containsExactly(true, true, true, false);
        toggle(board.get(0).id());
        toggle(board.get(3).id());
        assertThat(selected()).containsExactly(false, true, true, true);
        assertThat(find(Chart.class).single().getElement().getProperty("data"))
                .contains(board.get(3).name())
                .doesNotContain("\"" + board.get(0).name() + "\"");
        test(find(Chip.class).withText("Best per detector").single()).click();
        assertThat(rows()).hasSize(4);
        open(
                DatasetRoutes.leaderboard(dataset.id()),
                QueryParameters.simple(
                        Map.of("show", "person", "runs", board.get(3).id().toString())));
        assertThat(rows()).hasSize(3);
        assertThat(text()).contains("1 selected");

        open(DatasetRoutes.leaderboard(dataset.id()));
        Details history = find(HistoryPanel.class).single();
        history.setOpened(true);
        String data = find(Chart.class, history).single().getElement().getProperty("data");
        assertThat(data).contains("\"kind\":\"history\"", "\"name\":\"one\"", "\"best\":true");
        assertThat(text()).contains("4 entries, ", " by grace with AUC ");
    }

    @Test
    void leadsToTheUploadWhereThereAreNoImages() {
        var dataset = newDataset(Visibility.TEAM);
        open(DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("No images yet");
        assertThat(find(Anchor.class).withText("Add images").single().getHref())
                .isEqualTo(DatasetRoutes.newVersion(dataset.id()));
        openAs("linus", DatasetRoutes.leaderboard(dataset.id()));
        assertThat(find(Anchor.class).withText("Add images").exists()).isFalse();
    }

    @Test
    void tellsTheBestRunOnTheDataSetsCardAndTheRunInTheQueue() {
        var dataset = readyDataset(48, 30);
        var run = start(dataset, "fcn", "carded", 1);
        assertThat(subjects)
                .filteredOn(s -> s.kind().equals("run"))
                .singleElement()
                .satisfies(
                        s -> assertThat(s.find(run.job().id(), users.require()).orElseThrow())
                                .isEqualTo(new JobSubject.Subject(
                                        "run " + run.id() + ": fcn on " + dataset.name() + " v1",
                                        RunRoutes.overview(run.id()))));
        await(run);
        assertThat(highlights.stream()
                        .flatMap(h -> h.find(List.of(dataset), users.require()).values().stream())
                        .toList())
                .singleElement()
                .satisfies(h -> assertThat(h.text()).startsWith("best AUC 0.").endsWith("carded · grace"));
    }
}
