package oddboard.leaderboard.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.Loss;
import oddboard.run.Runs;
import oddboard.ui.Chart;
import oddboard.ui.EmptyState;
import oddboard.ui.Panel;

/** The learning curves of the compared runs over each other. */
final class ComparedLosses extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String MAIN = "loss";

    ComparedLosses(Compared compared, Runs runs) {
        super("Learning curves");
        var lines = new ArrayList<Chart.Line>();
        int epochs = 1;
        for (Entry entry : compared.entries()) {
            var losses = entry.id().run().map(runs::losses).orElse(List.<Loss>of()).stream()
                    .filter(l -> l.losses().containsKey(MAIN))
                    .toList();
            if (!losses.isEmpty()) {
                epochs = Math.max(epochs, losses.getLast().epoch());
                lines.add(new Chart.Line(
                        entry.name(),
                        losses.stream().mapToDouble(Loss::epoch).toArray(),
                        losses.stream().mapToDouble(l -> l.losses().get(MAIN)).toArray(),
                        compared.color(entry)));
            }
        }
        if (lines.isEmpty()) {
            add(new EmptyState("No learning curves", "None of these was trained here."));
            return;
        }
        setNote("mean loss over each epoch; detectors measure it differently");
        var chart = new Chart("Training loss by epoch of " + lines.size() + " runs");
        chart.addClassName("odd-loss-chart");
        chart.showLosses(lines, epochs);
        add(chart);
    }
}
