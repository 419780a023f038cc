package oddboard.sweep.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import oddboard.sweep.SweepResults.Combination;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** Swept settings against the AUC on parallel axes; a stretch of an axis selects combinations. */
final class SweepChart extends Panel {
    private static final long serialVersionUID = 1L;
    private final Chart chart = new Chart("Settings and AUC");
    private transient List<Integer> numbers = List.of();

    /** @param selected called with the numbers of the combinations that are selected; null = no selection */
    SweepChart(Consumer<@Nullable Set<Integer>> selected) {
        super("Settings and AUC");
        chart.addClassName("odd-sweep-chart");
        add(chart);
        chart.onSelect(places -> {
            if (places == null) {
                selected.accept(null);
                return;
            }
            Set<Integer> chosen = new LinkedHashSet<>();
            places.stream().filter(place -> place < numbers.size()).forEach(place -> chosen.add(numbers.get(place)));
            selected.accept(chosen);
        });
    }

    void show(List<Combination> combinations, SweepColumns columns) {
        List<Combination> shown =
                combinations.stream().filter(c -> c.mean() != null).toList();
        numbers = shown.stream().map(Combination::number).toList();
        setVisible(shown.size() > 1);
        if (shown.size() < 2) {
            return;
        }
        List<List<String>> texts = shown.stream().map(columns::texts).toList();
        List<Chart.ParallelAxis> axes = new ArrayList<>();
        List<double[]> rows =
                shown.stream().map(c -> new double[columns.titles().size() + 1]).toList();
        for (int column = 0; column < columns.titles().size(); column++) {
            axes.add(axis(columns.titles().get(column), column, texts, rows));
        }
        axes.add(new Chart.ParallelAxis("AUC", List.of(), false));
        List<Chart.ParallelRow> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Combination one = shown.get(i);
            Double mean = one.mean();
            rows.get(i)[axes.size() - 1] = mean == null ? Double.NaN : mean;
            lines.add(new Chart.ParallelRow(String.join(", ", texts.get(i)), rows.get(i), one.best()));
        }
        chart.setLabel("Settings and AUC of " + Format.count(shown.size()) + " combinations");
        chart.showParallel(axes, lines);
        setNote("drag along an axis to select; a click on it clears the selection");
    }

    /** A column of numbers becomes an axis of numbers, logarithmic where they span much; any other one of words. */
    private static Chart.ParallelAxis axis(String title, int column, List<List<String>> texts, List<double[]> rows) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        List<String> words =
                texts.stream().map(row -> row.get(column)).distinct().sorted().toList();
        boolean numbers = true;
        for (String word : words) {
            try {
                double value = Double.parseDouble(word);
                least = Math.min(least, value);
                most = Math.max(most, value);
            } catch (NumberFormatException e) {
                numbers = false;
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            String word = texts.get(i).get(column);
            rows.get(i)[column] = numbers ? Double.parseDouble(word) : words.indexOf(word);
        }
        return new Chart.ParallelAxis(title, numbers ? List.of() : words, numbers && least > 0 && most / least >= 8);
    }
}
