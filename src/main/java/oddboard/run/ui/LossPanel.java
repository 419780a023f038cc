package oddboard.run.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.RunFeed;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** The loss curve of a run, which grows while it trains: only new points are fetched and sent. */
public final class LossPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final String MAIN = "loss";
    private static final String VALIDATION = "validation";
    private final Chart chart = new Chart("Training loss by epoch");
    private final Set<String> names = new LinkedHashSet<>(List.of(MAIN));
    private transient @Nullable Loss best;
    private transient @Nullable Loss bestValidation;
    private transient @Nullable Loss last;
    private int attempt = -1;

    public LossPanel() {
        super("Loss");
        chart.addClassName("odd-loss-chart");
        add(chart);
    }

    public void update(Run run, RunFeed feed) {
        // A further attempt may have gone back a few epochs: what was drawn of them is void.
        boolean newAttempt = attempt != run.job().attempt();
        attempt = run.job().attempt();
        Loss known = newAttempt ? null : last;
        List<Loss> fresh = feed.losses(run.id(), known == null ? 0 : known.epoch());
        if (known == null) {
            best = null;
            bestValidation = null;
            last = null;
        }
        fresh.forEach(this::learn);
        if (known == null) {
            chart.showLosses(lines(run, fresh), run.training().epochs());
        } else if (!fresh.isEmpty()) {
            chart.append(lines(run, fresh));
        }
        setNote(note(run));
    }

    /** Of the epoch that ended last. */
    @Nullable public Loss last() {
        return last;
    }

    private void learn(Loss loss) {
        names.addAll(loss.losses().keySet());
        last = loss;
        best = lower(MAIN, best, loss);
        bestValidation =
                loss.losses().containsKey(VALIDATION) ? lower(VALIDATION, bestValidation, loss) : bestValidation;
    }

    private static Loss lower(String name, @Nullable Loss before, Loss now) {
        return before == null || value(name, now) < value(name, before) ? now : before;
    }

    private String note(Run run) {
        Loss now = last;
        Loss lowest = best;
        if (now == null || lowest == null) {
            return run.job().state().isEnded() ? "no epoch ended" : "the first point comes when the first epoch ends";
        }
        Loss validated = bestValidation;
        return "mean over each training epoch" + nowAndBest("now", MAIN, now, lowest)
                + (validated == null ? "" : nowAndBest("validation", VALIDATION, now, validated));
    }

    private static String nowAndBest(String word, String name, Loss now, Loss best) {
        return " · " + word + " " + Format.number(value(name, now)) + ", best " + Format.number(value(name, best))
                + " at epoch " + best.epoch();
    }

    private List<Chart.Line> lines(Run run, List<Loss> losses) {
        var lines = new ArrayList<Chart.Line>();
        int color = Palette.of(run.id().value());
        for (String name : names) {
            var points =
                    losses.stream().filter(l -> l.losses().containsKey(name)).toList();
            lines.add(new Chart.Line(
                    name,
                    points.stream().mapToDouble(Loss::epoch).toArray(),
                    points.stream().mapToDouble(l -> l.losses().get(name)).toArray(),
                    (color + lines.size()) % Palette.SIZE));
        }
        return lines;
    }

    private static double value(String name, Loss loss) {
        return loss.losses().getOrDefault(name, Double.NaN);
    }
}
