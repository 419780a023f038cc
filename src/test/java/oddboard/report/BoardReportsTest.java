package oddboard.report;

import static oddboard.report.ReportsTest.MARKUP;
import static oddboard.report.ReportsTest.PLAIN;
import static oddboard.report.ReportsTest.row;
import static oddboard.report.ReportsTest.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import oddboard.comment.Comments;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.job.JobState;
import oddboard.label.LabelSet;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboards;
import oddboard.metric.DeLong;
import oddboard.registry.Method;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelRoutes;
import oddboard.registry.ModelVersion;
import oddboard.registry.Threshold;
import oddboard.registry.Thresholds;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Scores;
import oddboard.run.ui.RunPageTest;
import oddboard.ui.Format;
import oddboard.ui.MarkupTable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports of boards, comparisons and models, and the button that leads to reports. */
class BoardReportsTest extends RunPageTest {
    @Autowired
    private BoardReports boards;

    @Autowired
    private GuestLinks guests;

    @Autowired
    private ModelReports models;

    @Autowired
    private ModelRegistration registration;

    @Autowired
    private Thresholds thresholds;

    @Autowired
    private Leaderboards leaderboards;

    @Autowired
    private Comments comments;

    private Scores scores(Run run) {
        return runs.scores(run.id(), LabelSet.NEWEST, users.require()).orElseThrow();
    }

    @Test
    void saysOfABoardWhoIsFirstAndWhoIsTied() {
        Dataset dataset = readyDataset(48, 31);
        DatasetVersion version = version(dataset);
        var grace = users.require();
        assertThat(boards.html(version.id(), List.of(), PLAIN, grace)).contains("There are none yet.");
        succeeded(dataset, "one " + MARKUP);
        succeeded(dataset, "two");
        ended(start(dataset, "three", 1), JobState.SUCCEEDED);
        String html = boards.html(version.id(), List.of(), PLAIN, grace);
        Document report = Jsoup.parse(html);
        var board = leaderboards.of(version.id(), grace);
        var ties = leaderboards.ties(version.id(), board, board.entries(), grace);
        List<Element> rows = section(report, "Entries").select("tbody tr");
        assertThat(rows).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var entry = board.entries().get(i);
            List<String> cells = rows.get(i).select("th, td").eachText();
            assertThat(rows.get(i).select("th").text()).isEqualTo("" + entry.rank());
            List<String> all =
                    rows.get(i).select("td").stream().map(Element::text).toList();
            assertThat(all.subList(0, 3)).containsExactly(entry.name(), "fcn", "grace");
            assertThat(all.get(4)).isEqualTo(Format.auc(Objects.requireNonNull(entry.auroc())));
            var leader = ties.leader(entry.id());
            assertThat(all.get(6)).isEqualTo(leader == null ? "" : "rank " + leader.place());
            assertThat(cells).isNotEmpty();
        }
        assertThat(section(report, "Entries").text())
                .contains(leaderboards
                        .resolution(version.id(), board, grace)
                        .orElseThrow()
                        .sentence());
        assertThat(section(report, "Curves").select(".legend .name").eachText())
                .containsExactlyElementsOf(
                        board.entries().stream().map(e -> e.name()).toList());
        assertThat(section(report, "Curves").select("figure > svg polyline")).hasSize(3);
        assertThat(section(report, "Images").text())
                .contains("by " + board.entries().getFirst().name());
        assertThat(report.select(".injected, [onerror], script")).isEmpty();
        assertThat(html).isEqualTo(boards.html(version.id(), List.of(), PLAIN, grace));
    }

    @Test
    void comparesChosenEntriesPairByPair() {
        Dataset dataset = readyDataset(48, 31);
        DatasetVersion version = version(dataset);
        var grace = users.require();
        Run one = succeeded(dataset, "one");
        succeeded(dataset, "left out");
        Run three = ended(start(dataset, "three", 1), JobState.SUCCEEDED);
        List<EntryId> chosen = List.of(EntryId.of(one.id()), EntryId.of(three.id()));
        Document report = Jsoup.parse(boards.html(version.id(), chosen, PLAIN, grace));
        assertThat(report.title()).startsWith("Comparison: ");
        assertThat(section(report, "Entries").select("tbody tr")).hasSize(2);
        List<Run> order =
                Objects.requireNonNull(one.result()).auroc() >= three.result().auroc()
                        ? List.of(one, three)
                        : List.of(three, one);
        var test = DeLong.compare(
                scores(order.get(0)).scores(),
                scores(order.get(1)).scores(),
                scores(one).anomalous());
        assertThat(row(section(report, "Pairs"), order.get(0).name()))
                .containsExactly(order.get(1).name(), Format.share(test.difference()), Format.share(test.p()));
        assertThat(row(section(report, "Settings"), "detector")).containsExactly("fcn", "fcn");
        assertThat(report.select("footer code").text()).endsWith("&entries=" + one.id() + "," + three.id());
        assertThatThrownBy(() -> boards.html(version.id(), List.of(new EntryId(false, 987_654)), PLAIN, grace))
                .isInstanceOf(InputException.class);
    }

    @Test
    void saysOfAModelByWhichThresholdItFlags() {
        Dataset dataset = readyDataset(48, 31);
        var grace = users.require();
        Run run = succeeded(dataset, "first");
        ModelVersion version = registration.register(run.id(), "caps-" + run.id(), MARKUP, List.of(), grace);
        String none = models.html(version.model(), 1, PLAIN, grace);
        assertThat(none).contains("somebody has yet to choose a threshold");
        Threshold threshold =
                thresholds.add(version.model(), 1, new Thresholds.Request(Method.F1_MAX, Map.of(), null), grace);
        String html = models.html(version.model(), 1, PLAIN, grace);
        Document report = Jsoup.parse(html);
        Element facts = section(report, "Threshold in use");
        assertThat(row(facts, "An image is flagged from score")).containsExactly(Double.toString(threshold.value()));
        assertThat(row(facts, "Found by")).containsExactly("Largest F1");
        Scores scores = scores(run);
        int found = 0;
        int all = 0;
        for (int i = 0; i < scores.scores().length; i++) {
            all += scores.anomalous()[i] ? 1 : 0;
            found += scores.anomalous()[i] && scores.scores()[i] >= threshold.value() ? 1 : 0;
        }
        assertThat(row(facts, "Anomalous test images flagged").getFirst()).startsWith(found + " of " + all + ", ");
        assertThat(row(section(report, "Metrics"), "AUC").getFirst())
                .isEqualTo(Format.auc(Objects.requireNonNull(run.result().auroc())));
        assertThat(row(section(report, "Model"), "SHA-256")).containsExactly(version.sha256());
        assertThat(row(section(report, "Model"), "Description")).containsExactly(MARKUP);
        assertThat(section(report, "Images").select("img")).hasSize(24);
        assertThat(report.select(".injected, [onerror], script")).isEmpty();
        assertThat(html).isEqualTo(models.html(version.model(), 1, PLAIN, grace));

        open(ModelRoutes.model(version.model()));
        test(find(Button.class).withText("Report").single()).click();
        assertThat(find(Anchor.class).withText("Open the report").single().getHref())
                .isEqualTo("api/v1/models/" + version.model() + "/versions/1/report");
    }

    @Test
    @SuppressWarnings("unchecked")
    void offersReportsWithTheCommentsToQuote() {
        Dataset dataset = readyDataset(48, 31);
        Run run = succeeded(dataset, "first");
        long said = comments.add("runs/" + run.id(), "taken", users.require())
                .comment()
                .id();
        open(RunRoutes.overview(run.id()));
        test(find(Button.class).withText("Report").single()).click();
        String report = "api/v1/runs/" + run.id() + "/report?";
        Anchor link = find(Anchor.class).withText("Open the report").single();
        assertThat(link.getHref())
                .startsWith(report)
                .contains("labelSet=1", "part=all")
                .doesNotContain("decision");
        find(Select.class).all().stream()
                .filter(select -> select.getLabel().equals("Decision"))
                .forEach(select -> select.setValue(said));
        assertThat(link.getHref()).contains("decision=" + said);
        test(find(Button.class).withText("Make a link").single()).click();
        test(find(Button.class).withText("Close").single()).click();
        GuestLink guest = guests.list(users.require()).getFirst();
        assertThat(guest.title()).isEqualTo("Run " + run.id() + " on " + dataset.name());
        assertThat(guest.report()).isEqualTo("/" + report + "labelSet=1&part=all&decision=" + said);
        open("account");
        MarkupTable<?> links = find(MarkupTable.class).all().stream()
                .filter(table -> table.rows().toString().contains(guest.title()))
                .findFirst()
                .orElseThrow();
        assertThat(links.rows().toString()).contains("not opened yet");
        click(links, "revoke", Long.toString(guest.id()));
        assertThat(guests.list(users.require())).isEmpty();
        openAs("linus", RunRoutes.overview(run.id()));
        test(find(Button.class).withText("Report").single()).click();
        assertThat(find(Button.class).withText("Make a link").all())
                .as("viewers make none")
                .isEmpty();
        test(find(Button.class).withText("Close").single()).click();
        become("grace");

        open(DatasetRoutes.leaderboard(dataset.id()));
        test(find(Button.class).withText("Report").single()).click();
        assertThat(find(Anchor.class).withText("Open the report").single().getHref())
                .isEqualTo("api/v1/versions/" + run.version() + "/report");
    }
}
