package oddboard.scoring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.VersionId;
import oddboard.job.JobState;
import oddboard.registry.ModelRegistration;
import oddboard.run.Run;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.Scorings;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two people review the same images on their own pages. */
class TwoReviewersViewTest extends PageTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired
    private Runs runs;

    @Autowired
    private ModelRegistration registration;

    @Autowired
    private Scorings scorings;

    private Scoring scored(User by) {
        Dataset dataset = readyDataset(48, 30);
        VersionId version = dataset.ready().orElseThrow().id();
        Run run = runs.start(RunSpec.of(version, "fcn", Map.of("epochs", 2, "batchSize", 16)), by);
        Await.until(
                "the run",
                LONG,
                () -> runs.find(run.id(), by)
                        .filter(r -> r.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
        registration.register(run.id(), "two-reviewers", "", List.of(), by);
        Scoring scoring = scorings.start(
                new ScoringSpec(
                        "two-reviewers/1",
                        List.of(),
                        version,
                        ScoringSpec.Split.TEST,
                        null,
                        ScoringSpec.Maps.NONE,
                        "",
                        0,
                        ""),
                by);
        return Await.until(
                "the scoring",
                LONG,
                () -> scorings.find(scoring.id(), by)
                        .filter(s -> s.job().state() == JobState.SUCCEEDED)
                        .orElse(null));
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private void openReview(Scoring scoring) {
        open("scorings/" + scoring.id() + "/review", QueryParameters.of("shown", "all"));
    }

    private String pressed() {
        return find(Button.class).all().stream()
                .filter(button -> "true".equals(button.getElement().getAttribute("aria-pressed")))
                .map(Button::getText)
                .reduce("", String::concat);
    }

    @Test
    void theSecondDoesNotSeeTheFirstAndWhatTheyDoNotAgreeOnIsAListOfItsOwn() {
        Scoring scoring = scored(users.require());
        openReview(scoring);
        assertThat(text()).doesNotContain("two reviewers:");
        click("Ask two reviewers");
        assertThat(text()).contains("two reviewers: 0 wait for the second, 0 disputed");
        click("Anomalous");
        assertThat(text()).contains("0 of 30 images reviewed", "1 waits for the second");
        openReview(scoring);
        assertThat(pressed()).as("one's own").isEqualTo("Anomalous");

        openAs("ada", "");
        openReview(scoring);
        assertThat(pressed()).as("the other's").isEmpty();
        assertThat(text()).doesNotContain("by grace,").doesNotContain("Disputed");
        click("Normal");
        assertThat(text()).contains("0 wait for the second, 1 disputed", "Disputed 1");
        openReview(scoring);
        click("Anomalous");
        assertThat(text()).contains("1 of 30 images reviewed", "0 disputed").doesNotContain("Disputed 1");
    }
}
