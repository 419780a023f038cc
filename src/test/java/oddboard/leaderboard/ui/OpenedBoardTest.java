package oddboard.leaderboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.leaderboard.Submissions;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Private labels are opened on the board, and each entry tells how far it rose or fell. */
class OpenedBoardTest extends PageTest {
    @Autowired
    private Submissions submissions;

    @Autowired
    private LabelSplits splits;

    @Autowired
    private LabelSets labelSets;

    private VersionId version(Dataset dataset) {
        return dataset.ready().orElseThrow().id();
    }

    /** Scores that miss so many of the anomalous images whose labels are public, and of the others. */
    private void submit(Dataset dataset, String name, int missedPublic, int missedPrivate) throws IOException {
        Labels whole = labelSets.whole(version(dataset), LabelSet.NEWEST);
        Labels open = labelSets.labels(version(dataset), LabelSet.NEWEST, become("linus"));
        int[] left = {missedPrivate, missedPublic};
        var csv = new StringBuilder("ID,score\n");
        for (int i = 0; i < whole.anomalous().length; i++) {
            boolean found = whole.anomalous()[i] && left[open.knows(i) ? 1 : 0]-- <= 0;
            csv.append(i).append(',').append(found ? 1 : 0).append('\n');
        }
        submissions.add(
                version(dataset),
                name,
                name,
                new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)),
                become("grace"));
    }

    private List<String> board() {
        return markupRows().stream().map(row -> row.text()).toList();
    }

    private List<String> shifts() {
        return markupRows().stream()
                .flatMap(row -> row.select(".odd-shift").stream())
                .map(tag -> tag.text() + ": " + tag.attr("aria-label"))
                .toList();
    }

    @Test
    void ranksByThePrivateLabelsOnceTheyAreOpenedAndTellsWhoRoseAndFell() throws IOException {
        var dataset = hiddenDataset(48, 60);
        submit(dataset, "lucky", 0, 6);
        submit(dataset, "steady", 1, 1);
        submit(dataset, "careful", 3, 0);
        openAs("grace", DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("public labels; the others stay private");
        assertThat(board())
                .extracting(row -> row.replaceAll(".*(lucky|steady|careful).*", "$1"))
                .containsExactly("lucky", "steady", "careful");
        assertThat(shifts()).as("nothing is told before").isEmpty();

        test(find(Button.class).withText("Open the private labels").single()).click();
        var dialog = find(ConfirmDialog.class).single();
        assertThat(splits.find(version(dataset)).orElseThrow().isOpen())
                .as("before the confirmation")
                .isFalse();
        test(dialog).confirm();
        assertThat(text()).contains("Revealed by grace: the metrics use the private labels.");
        assertThat(board())
                .extracting(row -> row.replaceAll(".*(lucky|steady|careful).*", "$1"))
                .containsExactly("careful", "steady", "lucky");
        assertThat(shifts())
                .containsExactly(
                        "▲ 2: 2 places better than by the public labels",
                        "=: same rank as by the public labels",
                        "▼ 2: 2 places worse than by the public labels");
        openAs("linus", DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("Revealed by grace");
        assertThat(shifts()).hasSize(3);
    }

    @Test
    void keepsTheLabelsWhereSomebodyOnlyLooks() {
        var dataset = hiddenDataset(48, 60);
        openAs("linus", DatasetRoutes.leaderboard(dataset.id()));
        assertThat(text()).contains("the others stay private");
        assertThat(find(Button.class).withText("Open the private labels").exists())
                .isFalse();
    }
}
