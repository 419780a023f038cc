package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.run.ui.RunMessages;
import oddboard.run.ui.SettingText;
import oddboard.sweep.PlannedRun;
import oddboard.sweep.SweepPreview;
import oddboard.sweep.SweepRound;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** How many runs a sweep has, how long they may take, and the first of them. */
final class SweepPreviewPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 8;
    private final Div count = new Div();
    private final Paragraph made = new Paragraph();
    private final Paragraph rounds = new Paragraph();
    private final Paragraph time = new Paragraph();
    private final UnorderedList plan = new UnorderedList();
    private final Div fault = new Div();

    SweepPreviewPanel() {
        super("Preview");
        count.addClassName("odd-sweep-plan__count");
        made.addClassName("odd-mute");
        plan.addClassName("odd-sweep-plan");
        fault.addClassName("odd-fault");
        getElement().setAttribute("aria-live", "polite");
        add(count, made, rounds, time, plan, fault);
    }

    void show(SweepPreview preview) {
        fault.setText("");
        int runs = preview.plan().size();
        int combinations = preview.combinations();
        count.setText(runs == 1 ? "1 run" : Format.count(runs) + " runs");
        made.setText((combinations == 1 ? "1 combination" : Format.count(combinations) + " combinations") + " × "
                + (runs == combinations ? "1 seed" : Format.count(runs / combinations) + " seeds"));
        rounds.setText(rounds(preview));
        time.setText(time(preview));
        plan.removeAll();
        preview.plan().stream().limit(SHOWN).forEach(run -> plan.add(new ListItem(text(run))));
        if (runs > SHOWN) {
            plan.add(new ListItem("and " + Format.count(runs - SHOWN) + " more"));
        }
    }

    /** "In rounds: 9 combinations to epoch 3, 3 to epoch 9, 1 to epoch 20." */
    private static String rounds(SweepPreview preview) {
        StringBuilder text = new StringBuilder();
        for (SweepRound round : preview.rounds()) {
            text.append(text.isEmpty() ? "In rounds: " : ", ")
                    .append(Format.count(round.combinations()))
                    .append(round.number() > 0 ? "" : round.combinations() == 1 ? " combination" : " combinations")
                    .append(" to epoch ")
                    .append(Format.count(round.epochs()));
        }
        return text.isEmpty() ? "" : text + ".";
    }

    static String time(SweepPreview preview) {
        Double work = preview.workSeconds();
        Double wall = preview.wallSeconds();
        if (work == null) {
            return "How long is unknown: no such run has ended on this data yet.";
        }
        String known = wall == null
                ? "About " + Format.duration(work) + " of work; no worker takes such runs now."
                : "About " + Format.duration(wall) + " with the present workers, " + preview.atATime() + " at a time.";
        String source = " Measured on "
                + (preview.measured() == 1 ? "1 earlier run" : Format.count(preview.measured()) + " earlier runs")
                + " with whatever settings they had.";
        return known
                + (preview.unknown() == 0
                        ? ""
                        : " " + Format.count(preview.unknown()) + " of the runs not counted:"
                                + " no run of their detector has ended on their data yet.")
                + source;
    }

    private static String text(PlannedRun run) {
        return run.detector() + RunMessages.DOT + settings(run.settings()) + "seed " + run.seed();
    }

    static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(e -> SettingText.label(e.getKey()).toLowerCase(Locale.ROOT) + " " + SettingText.value(e.getValue())
                        + RunMessages.DOT)
                .collect(Collectors.joining());
    }

    void refuse(String sentence) {
        count.setText("");
        made.setText("");
        rounds.setText("");
        time.setText("");
        plan.removeAll();
        fault.setText(sentence);
    }
}
