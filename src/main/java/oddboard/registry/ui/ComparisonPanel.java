package oddboard.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import oddboard.leaderboard.ui.PlainTiles;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import oddboard.registry.ModelComparison;
import oddboard.registry.ModelComparison.Side;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupTable;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** Two versions on the same images: AUCs, operating points, cost, and the images on which they disagree. */
final class ComparisonPanel extends Div {
    private static final long serialVersionUID = 1L;
    private static final double SIGNIFICANT = 0.05;
    private static final double TINY = 0.0001;

    private record Line(String name, Html present, Html next, Html difference) {}

    ComparisonPanel(ModelComparison compared, String alias) {
        addClassName("odd-comparison");
        compared.test().ifPresent(test -> add(verdict(compared, test)));
        String now = "Version " + compared.present().version().version() + ", " + alias;
        String then = "Version " + compared.next().version().version();
        var table = new MarkupTable<Line>(
                        "The two versions",
                        Line::name,
                        List.of(
                                Column.<Line>text("", Line::name).styled("odd-table__wrap"),
                                Column.<Line>of(now, (cell, line) -> cell.add(line.present()))
                                        .num()
                                        .labeled(),
                                Column.<Line>of(then, (cell, line) -> cell.add(line.next()))
                                        .num()
                                        .labeled(),
                                Column.<Line>of("Difference", (cell, line) -> cell.add(line.difference()))
                                        .num()
                                        .labeled()))
                .stacked();
        table.show(lines(compared));
        var scrolled = new Div(table);
        scrolled.addClassName("odd-comparison__table");
        add(scrolled);
        disagreement(compared);
    }

    private static StateTag verdict(ModelComparison compared, DeLong.Comparison test) {
        int present = compared.present().version().version();
        String p = "p " + (test.p() < TINY ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", test.p())) + " (DeLong)";
        return test.p() >= SIGNIFICANT
                ? new StateTag("not significantly different from version " + present + ", " + p, Tone.NEUTRAL)
                : test.difference() > 0
                        ? new StateTag("better than version " + present + ", " + p, Tone.GOOD)
                        : new StateTag("worse than version " + present + ", " + p, Tone.BAD);
    }

    private static List<Line> lines(ModelComparison compared) {
        Side old = compared.present();
        Side now = compared.next();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "AUC on " + images(compared),
                auc(old),
                auc(now),
                compared.test().map(ComparisonPanel::difference).orElseGet(() -> text("–"))));
        lines.add(counts("Missed at the threshold", compared, OperatingPoints.Point::missed, compared.anomalous()));
        lines.add(counts(
                "False alarms at the threshold", compared, OperatingPoints.Point::falseAlarms, compared.normal()));
        lines.add(new Line(
                "Training",
                text(Format.duration(old.version().cost().trainSeconds())),
                text(Format.duration(now.version().cost().trainSeconds())),
                text("")));
        lines.add(new Line(
                "Scoring, ms an image",
                text(Format.number(old.version().cost().millisecondsPerImage())),
                text(Format.number(now.version().cost().millisecondsPerImage())),
                text("")));
        return lines;
    }

    private static String images(ModelComparison compared) {
        String all = compared.next().version().source().datasetName() + " v"
                + compared.data().number();
        int labeled = compared.normal() + compared.anomalous();
        return compared.isWhole()
                ? all + ", " + Format.count(labeled) + " images"
                : "the " + Format.count(labeled) + " test images of " + all + " that both have scored";
    }

    private static Html auc(Side side) {
        return side.auc()
                .map(auc -> new Html("span")
                        .add("span", "odd-strong", Format.auc(auc.auc()))
                        .add("span", "odd-ci", Format.interval(auc.low(), auc.high())))
                .orElseGet(() -> text("–"));
    }

    private static Html difference(DeLong.Comparison test) {
        Html text = new Html("span").text(String.format(Locale.ROOT, "%+.4f", test.difference()));
        return Double.isNaN(test.margin())
                ? text
                : text.add(
                        "span",
                        "odd-ci",
                        String.format(
                                Locale.ROOT,
                                "%+.4f – %+.4f",
                                test.difference() - test.margin(),
                                test.difference() + test.margin()));
    }

    private static Line counts(
            String name, ModelComparison compared, Function<OperatingPoints.Point, Integer> count, int of) {
        Optional<Integer> old = compared.present().point().map(count);
        Optional<Integer> now = compared.next().point().map(count);
        return new Line(
                name,
                count(old, of),
                count(now, of),
                text(
                        old.isPresent() && now.isPresent()
                                ? String.format(Locale.ROOT, "%+d", now.get() - old.get())
                                : "–"));
    }

    private static Html count(Optional<Integer> count, int of) {
        return text(count.map(n -> Format.count(n) + " of " + Format.count(of)).orElse("no threshold"));
    }

    private static Html text(String words) {
        return new Html("span").text(words);
    }

    private void disagreement(ModelComparison compared) {
        int count = compared.disagreed().length;
        if (count == 0) {
            add(ModelThresholdPanel.note("Both flag the same images."));
            return;
        }
        add(new H3(
                compared.byOutcome()
                        ? "The " + Format.count(count) + (count == 1 ? " image" : " images")
                                + " that one flags and the other does not"
                        : "The images whose ranks differ most"));
        Side old = compared.present();
        Side now = compared.next();
        int[] places = compared.disagreed();
        var tiles = new PlainTiles(
                compared.data(), compared.labels(), (image, place) -> change(old, now, places[place]), image -> "");
        tiles.show(Arrays.stream(places).map(i -> compared.images()[i]).toArray());
        var scrolled = new Div(tiles);
        scrolled.addClassName("odd-comparison__images");
        add(scrolled);
    }

    /** "now flagged", or the two scores where one has no threshold. */
    private static String change(Side old, Side now, int place) {
        double score = now.scores()[place];
        return old.threshold().isPresent() && now.threshold().isPresent()
                ? now.threshold().get().flags(score) ? "now flagged" : "now passed"
                : Format.number(old.scores()[place]) + " → " + Format.number(score);
    }
}
