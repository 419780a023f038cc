package oddboard.run.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;

/** The loss curve of a run, which grows while it trains. */
final class LossPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String MAIN = "loss";
    private final Chart chart = new Chart("Training loss by epoch");
    private int drawn = -1;

    LossPanel() {
        super("Loss");
        chart.addClassName("loss-chart");
        add(chart);
    }

    void update(Run run, List<Loss> losses) {
        if (losses.isEmpty()) {
            setNote(run.job().state().isEnded() ? "no epoch ended" : "the first point comes when the first epoch ends");
        }
        if (losses.size() == drawn) {
            return;
        }
        drawn = losses.size();
        chart.showLosses(lines(run, losses), run.epochs());
        if (!losses.isEmpty()) {
            var best = losses.stream().min((a, b) -> Double.compare(main(a), main(b))).orElseThrow();
            setNote("mean over each training epoch · now " + Format.figure(main(losses.getLast()))
                    + ", best " + Format.figure(main(best)) + " at epoch " + best.epoch());
        }
    }

    private static List<Chart.Line> lines(Run run, List<Loss> losses) {
        var names = new LinkedHashSet<String>();
        names.add(MAIN);
        losses.forEach(l -> names.addAll(l.losses().keySet()));
        var lines = new ArrayList<Chart.Line>();
        int color = Palette.of(run.id().value());
        for (String name : names) {
            var points = losses.stream().filter(l -> l.losses().containsKey(name)).toList();
            lines.add(new Chart.Line(name,
                    points.stream().mapToDouble(Loss::epoch).toArray(),
                    points.stream().mapToDouble(l -> l.losses().get(name)).toArray(),
                    (color + lines.size()) % Palette.SIZE));
        }
        return lines;
    }

    private static double main(Loss loss) {
        return loss.losses().getOrDefault(MAIN, Double.NaN);
    }
}
