package oddboard.sweep.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.run.ui.RunMessages;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepResults;
import oddboard.sweep.SweepSpec;
import oddboard.sweep.SweepTies;
import oddboard.ui.Format;
import oddboard.ui.StateTag.Tone;
import org.jspecify.annotations.Nullable;

/** What the pages say about a sweep. */
final class SweepMessages {
    private SweepMessages() {}

    static String state(Sweep sweep) {
        return switch (sweep.state()) {
            case RUNNING -> "Running";
            case PAUSED -> "Paused";
            case CANCELLED -> "Canceled";
            case FINISHED -> sweep.counts().retriable() > 0 ? "Finished with failures" : "Finished";
        };
    }

    static Tone tone(Sweep sweep) {
        return switch (sweep.state()) {
            case RUNNING -> Tone.ACTIVE;
            case PAUSED -> Tone.WARN;
            case CANCELLED -> Tone.NEUTRAL;
            case FINISHED -> sweep.counts().retriable() > 0 ? Tone.BAD : Tone.GOOD;
        };
    }

    static double share(Sweep sweep) {
        int all = sweep.counts().all() + sweep.counts().toCome();
        return all == 0 ? 0 : (double) sweep.counts().ended() / all;
    }

    /** "7 of 12 done · 2 running · 1 failed". */
    static String counts(Sweep sweep) {
        var c = sweep.counts();
        List<String> parts = new ArrayList<>();
        parts.add(Format.count(c.ended()) + " of " + Format.count(c.all()) + " done");
        add(parts, c.running(), "running");
        add(parts, c.queued(), "in the queue");
        add(parts, c.failed(), "failed");
        add(parts, c.cancelled(), "canceled");
        add(parts, c.refused(), "refused");
        add(parts, c.toCome(), "in later rounds");
        return String.join(RunMessages.DOT, parts);
    }

    private static void add(List<String> parts, int count, String word) {
        if (count > 0) {
            parts.add(Format.count(count) + " " + word);
        }
    }

    static String method(Sweep sweep) {
        int all = sweep.counts().all() + sweep.counts().toCome();
        return (sweep.spec().halving() == null ? "" : "successive halving" + RunMessages.DOT)
                + (sweep.spec().method() == SweepSpec.Method.GRID ? "grid of " : "random sweep of ")
                + Format.count(all)
                + (all == 1 ? " run" : " runs");
    }

    /** "0.8412 ± 0.0031". */
    static String auc(SweepResults.Combination combination) {
        Double mean = combination.mean();
        return mean == null ? "–" : Format.auc(mean) + deviation(combination.deviation());
    }

    static String deviation(@Nullable Double deviation) {
        return deviation == null ? "" : " ± " + Format.share(deviation);
    }

    /** Which combinations can't be told from the best; "" where none was tested. */
    static String ties(SweepTies.Found ties) {
        if (ties.tested().isEmpty()) {
            return "";
        }
        String how = " (95 %, DeLong, by the mean over seeds).";
        int others = ties.tested().size();
        int tied = ties.tied().size();
        if (tied == 0) {
            return "The best is better than " + (others == 1 ? "the other combination" : "every other combination")
                    + how;
        }
        return (tied == others && others == 1
                        ? "The other combination is"
                        : tied + " of the " + others + " others " + (tied == 1 ? "is" : "are"))
                + " not significantly different from the best" + how;
    }
}
