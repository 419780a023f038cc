package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** Two entries' scores of every image against each other, and the images on which their ranks differ most. */
final class Disagreements extends Panel {
    private static final long serialVersionUID = 1L;
    /** More dots than this are a stain; the anomalous ones are all shown before any normal one. */
    private static final int MAX = 12_000;

    private final transient Compared compared;
    private final transient BiConsumer<String, String> chosen;
    private final Select<Entry> across;
    private final Select<Entry> up;
    private final Chart chart = new Chart("Scores of two runs against each other");
    private final Div images = new Div();
    private final Span sentence = new Span();
    private int[] rankX = {};
    private int[] rankY = {};

    Disagreements(Compared compared, String x, String y, BiConsumer<String, String> chosen) {
        super("Where two disagree");
        this.compared = compared;
        this.chosen = chosen;
        across = choice("Run on the x axis", x, 0);
        up = choice("Run on the y axis", y, 1);
        var versus = new Span("against");
        versus.addClassName("odd-note");
        setActions(across, versus, up);
        chart.onChosen(this::brushed);
        sentence.addClassName("odd-note");
        sentence.getElement().setAttribute("role", "status");
        var side = new Div(sentence, images);
        side.addClassName("odd-disagreements__side");
        var columns = new Div(chart, side);
        columns.addClassName("odd-disagreements");
        add(columns);
        show();
    }

    private Select<Entry> choice(String label, String id, int usual) {
        var select = new Select<Entry>();
        select.setAriaLabel(label);
        select.addClassName("odd-board__choice");
        select.setItems(compared.entries());
        select.setItemLabelGenerator(Entry::name);
        select.setValue(EntryId.parse(id)
                .flatMap(e -> compared.entries().stream()
                        .filter(c -> c.id().equals(e))
                        .findFirst())
                .orElse(compared.entries().get(usual)));
        select.addValueChangeListener(e -> {
            chosen.accept(across.getValue().id().toString(), up.getValue().id().toString());
            show();
        });
        return select;
    }

    private void show() {
        double[] x = compared.scores(across.getValue());
        double[] y = compared.scores(up.getValue());
        rankX = ranks(x);
        rankY = ranks(y);
        var labels = compared.labels();
        int[] high = Arrays.stream(labels.images())
                .filter(i -> labels.anomalous()[i])
                .toArray();
        int[] low = Arrays.stream(labels.images())
                .filter(i -> !labels.anomalous()[i])
                .toArray();
        int[] shownLow = spread(low, Math.max(1000, MAX - high.length));
        chart.setLabel("Scores by " + across.getValue().name() + " against those by "
                + up.getValue().name());
        var clouds = new ArrayList<>(
                List.of(cloud("normal", shownLow, x, y, 0), cloud("anomalous", spread(high, MAX), x, y, 1)));
        int left = Math.max(1000, MAX - high.length - shownLow.length);
        addFirst(clouds, ImageLabel.UNLABELED.words(""), labels::isUnlabeled, left, x, y);
        addFirst(clouds, Labels.HIDDEN, labels::isHidden, left, x, y);
        chart.showClouds(
                clouds,
                "score by " + across.getValue().name(),
                "score by " + up.getValue().name());
        brushed(new int[0]);
    }

    /** Those that nobody here knows are drawn first, so that the others lie over them. */
    private static void addFirst(
            List<Chart.Cloud> clouds, String name, IntPredicate which, int most, double[] x, double[] y) {
        int[] images = IntStream.range(0, x.length).filter(which).toArray();
        if (images.length > 0) {
            clouds.addFirst(cloud(name, spread(images, most), x, y, 2));
        }
    }

    private static Chart.Cloud cloud(String name, int[] images, double[] x, double[] y, int color) {
        return new Chart.Cloud(
                name,
                images,
                Arrays.stream(images).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(images).mapToDouble(i -> y[i]).toArray(),
                color);
    }

    private static int[] spread(int[] all, int most) {
        return all.length <= most
                ? all
                : IntStream.range(0, most)
                        .map(i -> all[(int) ((long) i * all.length / most)])
                        .toArray();
    }

    /** 1 = the most anomalous. */
    private static int[] ranks(double[] scores) {
        var order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .toList();
        int[] ranks = new int[scores.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[order.get(i)] = i + 1;
        }
        return ranks;
    }

    /** @param brushed none = all */
    private void brushed(int[] brushed) {
        var list = new ArrayList<Integer>();
        if (brushed.length == 0) {
            IntStream.range(0, rankX.length).forEach(list::add);
        } else {
            Arrays.stream(brushed)
                    .filter(i -> i >= 0 && i < rankX.length)
                    .distinct()
                    .forEach(list::add);
        }
        list.sort(Comparator.comparingInt((Integer i) -> -Math.abs(rankX[i] - rankY[i]))
                .thenComparing(i -> i));
        sentence.setText(
                brushed.length == 0
                        ? "All images, those first whose ranks differ most. Draw a rectangle on the chart to see its images alone."
                        : Format.count(list.size()) + (list.size() == 1 ? " image" : " images")
                                + " in the rectangle, those first whose ranks differ most; a click beside it takes it away.");
        var tiles = new PlainTiles(
                compared.version(),
                compared.labels(),
                (image, place) -> "#" + rankX[image] + " / #" + rankY[image],
                image -> "");
        tiles.show(list.stream().mapToInt(i -> i).toArray());
        images.removeAll();
        images.add(tiles);
    }
}
