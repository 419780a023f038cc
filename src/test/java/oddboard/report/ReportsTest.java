package oddboard.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import oddboard.comment.Comments;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.label.LabelSet;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Scores;
import oddboard.run.ui.RunPageTest;
import oddboard.ui.Format;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReportsTest extends RunPageTest {
    static final String MARKUP = "'\"><img src=x onerror=alert(1)><b class=injected>";
    static final ReportRequest PLAIN = new ReportRequest(LabelSet.NEWEST, null, null, List.of());

    @Autowired
    private RunReports reports;

    @Autowired
    private BoardReports boards;

    @Autowired
    private Comments comments;

    private Document report(Run run, ReportRequest request) {
        return Jsoup.parse(reports.html(run.id(), request, users.require()));
    }

    static Element section(Document report, String heading) {
        return report.select("section").stream()
                .filter(s -> Objects.requireNonNull(s.selectFirst("h2")).text().equals(heading))
                .findFirst()
                .orElseThrow();
    }

    /** The cells of the row that this begins with. */
    static List<String> row(Element section, String name) {
        return section.select("tr").stream()
                .filter(row ->
                        Objects.requireNonNull(row.selectFirst("th")).text().equals(name))
                .map(row -> row.select("td").eachText())
                .findFirst()
                .orElseThrow();
    }

    private Scores scores(Run run) {
        return runs.scores(run.id(), LabelSet.NEWEST, users.require()).orElseThrow();
    }

    /** Pairs of an anomalous and a normal image that are in order, ties half. */
    private static double auc(Scores scores) {
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < scores.scores().length; i++) {
            for (int j = 0; j < scores.scores().length; j++) {
                if (scores.anomalous()[i] && !scores.anomalous()[j]) {
                    pairs++;
                    wins += scores.scores()[i] > scores.scores()[j]
                            ? 1
                            : scores.scores()[i] == scores.scores()[j] ? .5 : 0;
                }
            }
        }
        return wins / pairs;
    }

    private static int count(Scores scores, boolean anomalous, double from) {
        return (int) IntStream.range(0, scores.scores().length)
                .filter(i -> scores.anomalous()[i] == anomalous && scores.scores()[i] >= from)
                .count();
    }

    @Test
    void saysOfARunWhatItsDataSay() throws Exception {
        Dataset dataset = readyDataset(48, 31);
        DatasetVersion version = version(dataset);
        Run run = succeeded(dataset, "first");
        Run.Metrics metrics = Objects.requireNonNull(run.result());
        Scores scores = scores(run);
        Document report = report(run, PLAIN);

        assertThat(report.title()).isEqualTo("Run " + run.id() + ": first");
        Element data = section(report, "Images and labels");
        assertThat(row(data, "Data set")).containsExactly(dataset.name());
        assertThat(row(data, "Training images")).containsExactly("48");
        assertThat(row(data, "Test images")).containsExactly("31");
        assertThat(row(data, "Anomalous test images")).containsExactly("" + count(scores, true, -1e9));
        assertThat(row(data, "Normal test images")).containsExactly("" + count(scores, false, -1e9));
        assertThat(row(data, "Size of the squares")).containsExactly("32 × 32 RGB");
        run.setup()
                .settings()
                .forEach((name, value) ->
                        assertThat(row(section(report, "Run"), name)).containsExactly(value.toString()));
        assertThat(row(section(report, "Run"), "Seed"))
                .containsExactly("" + run.setup().seed());
        assertThat(row(section(report, "Run"), "Epochs")).containsExactly("2 of 2");

        Element found = section(report, "Metrics");
        assertThat(row(found, "AUC"))
                .containsExactly(
                        Format.auc(auc(scores)),
                        Format.interval(
                                Objects.requireNonNull(metrics.aurocLow()),
                                Objects.requireNonNull(metrics.aurocHigh())),
                        "DeLong");
        assertThat(row(found, "Average precision").getFirst())
                .isEqualTo(Format.auc(Objects.requireNonNull(metrics.averagePrecision())));
        assertThat(row(found, "Best F1").getFirst()).isEqualTo(Format.auc(Objects.requireNonNull(metrics.f1())));

        // Each corner of the ROC curve is a pair of rates that some threshold gives.
        Element roc = Objects.requireNonNull(section(report, "Curves").selectFirst("polyline"));
        int anomalous = count(scores, true, -1e9);
        int normal = count(scores, false, -1e9);
        List<String> possible = IntStream.range(-1, scores.scores().length)
                .mapToObj(i -> i < 0 ? Double.POSITIVE_INFINITY : scores.scores()[i])
                .map(t -> "%.2f,%.2f"
                        .formatted(
                                52 + 300.0 * count(scores, false, t) / normal,
                                12 + 300 - 300.0 * count(scores, true, t) / anomalous))
                .toList();
        assertThat(roc.attr("points").split(" ")).hasSizeGreaterThan(2).isSubsetOf(possible);
        assertThat(roc.attr("points")).startsWith("52.00,312.00 ").endsWith(" 352.00,12.00");

        List<String> all = row(section(report, "Thresholds"), "all anomalous ones found");
        double lowest = IntStream.range(0, scores.scores().length)
                .filter(i -> scores.anomalous()[i])
                .mapToDouble(i -> scores.scores()[i])
                .min()
                .orElseThrow();
        assertThat(all.get(0)).isEqualTo(Format.number(lowest));
        assertThat(all.get(1)).startsWith("1.0000 (");
        assertThat(all.subList(4, 7)).containsExactly("" + anomalous, "" + count(scores, false, lowest), "0");

        assertImages(section(report, "Images"), version, scores);
    }

    private void assertImages(Element section, DatasetVersion version, Scores scores) throws Exception {
        assertThat(section.select("h3").eachText())
                .containsExactly(
                        "anomalous, " + count(scores, true, -1e9) + " images",
                        "normal, " + count(scores, false, -1e9) + " images");
        int[] byScore = IntStream.range(0, scores.scores().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores.scores()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] anomalous =
                Arrays.stream(byScore).filter(i -> scores.anomalous()[i]).toArray();
        int[] normal =
                Arrays.stream(byScore).filter(i -> !scores.anomalous()[i]).toArray();
        int[] shown = IntStream.of(
                        anomalous[0],
                        anomalous[1],
                        anomalous[2],
                        anomalous[anomalous.length - 1],
                        anomalous[anomalous.length - 2],
                        anomalous[anomalous.length - 3],
                        normal[normal.length - 1],
                        normal[normal.length - 2],
                        normal[normal.length - 3],
                        normal[0],
                        normal[1],
                        normal[2])
                .toArray();
        List<Element> pictures = section.select(".pictures li");
        assertThat(pictures).hasSize(shown.length);
        for (int i = 0; i < shown.length; i++) {
            Element picture = pictures.get(i);
            assertThat(picture.select(".num").text()).isEqualTo("score " + Format.number(scores.scores()[shown[i]]));
            byte[] pixels = datasets.image(version, version.trainCount() + shown[i]);
            var png = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder()
                    .decode(picture.select("img")
                            .getFirst()
                            .attr("src")
                            .substring("data:image/png;base64,".length()))));
            assertThat(png.getWidth()).isEqualTo(32);
            for (int place : new int[] {0, 33, 500, 1023}) {
                assertThat(png.getRGB(place % 32, place / 32) & 0xffffff)
                        .isEqualTo((pixels[3 * place] & 0xff) << 16
                                | (pixels[3 * place + 1] & 0xff) << 8
                                | pixels[3 * place + 2] & 0xff);
            }
            assertThat(picture.select("img").eachAttr("alt")).hasSize(2).doesNotContain("");
        }
    }

    @Test
    void quotesChosenCommentsAndLeavesMarkupText() {
        Dataset dataset = readyDataset(48, 31);
        Run run = succeeded(dataset, MARKUP);
        String on = "runs/" + run.id();
        var grace = users.require();
        long decided = comments.add(on, "We take **this one**. " + MARKUP, grace)
                .comment()
                .id();
        long linked = comments.add(
                        on,
                        "# See\n\n[image](/runs/" + run.id() + "/images?image=3) [paper](https://example.org/a)"
                                + " [bad](javascript:alert(1))\n\n- a\n- b\n\n![p](https://example.org/p.png)",
                        grace)
                .comment()
                .id();
        comments.add(on, "never quoted", grace);
        var request = new ReportRequest(LabelSet.NEWEST, null, decided, List.of(linked));
        String html = reports.html(run.id(), request, grace);
        Document report = Jsoup.parse(html);

        assertThat(Objects.requireNonNull(report.selectFirst("h1")).text()).isEqualTo(MARKUP);
        assertThat(report.select("section h2").getFirst().text()).isEqualTo("Decision");
        assertThat(section(report, "Decision").select("article").text()).contains("We take this one.", MARKUP);
        assertThat(section(report, "Decision").select("strong").text()).isEqualTo("this one");
        Element quoted = section(report, "Comments");
        assertThat(quoted.select("li").eachText()).containsExactly("a", "b");
        assertThat(quoted.select("a").eachAttr("href"))
                .containsExactly("https://example.org/a", "https://example.org/p.png");
        assertThat(quoted.text()).contains("image", "bad", "grace, ").doesNotContain("never quoted");
        assertThat(html).doesNotContain("never quoted", "<script", "javascript:");
        assertThat(report.select(".injected, [onerror], script, link[rel=stylesheet], iframe, object, form"))
                .isEmpty();
        assertThat(report.select("[src]").eachAttr("src")).allMatch(src -> src.startsWith("data:image/png;base64,"));
        assertThat(html).isEqualTo(reports.html(run.id(), request, grace));
        assertThat(report.select("footer code").text())
                .isEqualTo("/api/v1/runs/" + run.id() + "/report?labelSet=1&part=all&decision=" + decided + "&comments="
                        + linked);

        Run other = succeeded(dataset, "other");
        assertThatThrownBy(() -> reports.html(other.id(), request, grace))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no comment " + decided + " here to be quoted.");
    }

    @Test
    void refusesWhatIsNotThere() {
        Dataset dataset = readyDataset(48, 30, Dataset.Visibility.PRIVATE);
        Run run = succeeded(dataset, "mine");
        var grace = users.require();
        assertThatThrownBy(() -> reports.html(run.id(), new ReportRequest(7, null, null, List.of()), grace))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> reports.html(new RunId(987_654), PLAIN, grace)).isInstanceOf(NotFoundException.class);
        Run waits = start(dataset, "waits", 10_000);
        assertThatThrownBy(() -> reports.html(waits.id(), PLAIN, grace))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("has no scores");
        runs.cancel(waits.id(), grace);
        var linus = become("linus");
        assertThatThrownBy(() -> reports.html(run.id(), PLAIN, linus)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> boards.html(run.version(), List.of(), PLAIN, linus))
                .isInstanceOf(NotFoundException.class);
    }
}
