package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.detector.SettingsException;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepResults.Combination;
import oddboard.sweep.Sweeps;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.StateTag;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** How a sweep stands, its best combination, and how many runs it keeps at work. */
final class SweepStrip extends Panel {
    private static final long serialVersionUID = 1L;
    private final StateTag state = new StateTag("", StateTag.Tone.NEUTRAL);
    private final ProgressBar bar = new ProgressBar(0, 1);
    private final Span counts = new Span();
    private final Span left = new Span();
    private final Span best = new Span();
    private final IntegerField parallelism = new IntegerField();
    private final transient Sweeps sweeps;
    private transient @Nullable Sweep shown;

    SweepStrip(Users users, Sweeps sweeps, Runnable changed) {
        super("");
        this.sweeps = sweeps;
        addClassNames("odd-state-strip", "odd-sweep-strip");
        bar.getElement().setAttribute("aria-label", "Progress of the sweep");
        best.addClassName("odd-strong");
        parallelism.setAriaLabel("Runs at a time");
        parallelism.setSuffixComponent(new Span("at a time"));
        parallelism.setMin(1);
        parallelism.setMax(100);
        parallelism.addClassName("odd-sweep-strip__parallelism");
        parallelism.addValueChangeListener(e -> {
            Sweep sweep = shown;
            if (e.isFromClient() && sweep != null && e.getValue() != null && !parallelism.isInvalid()) {
                try {
                    sweeps.setParallelism(sweep.id(), e.getValue(), users.require());
                    changed.run();
                } catch (SettingsException | ConflictException wrong) {
                    Toast.error(RefusalText.of(wrong));
                }
            }
        });
        add(state, bar, counts, left, parallelism, best);
    }

    void show(
            Sweep sweep, User viewer, @Nullable Double seconds, List<Combination> combinations, SweepColumns columns) {
        Sweep before = shown;
        shown = sweep;
        state.set(SweepMessages.state(sweep), SweepMessages.tone(sweep));
        bar.setValue(SweepMessages.share(sweep));
        counts.setText(SweepMessages.counts(sweep));
        boolean open = sweep.state() == Sweep.State.RUNNING || sweep.state() == Sweep.State.PAUSED;
        left.setText(
                open
                        ? (seconds == null ? "time left unknown" : "about " + Format.duration(seconds) + " left")
                                + (sweep.state() == Sweep.State.PAUSED ? " once it is resumed" : "")
                        : "");
        left.setVisible(open);
        if (before == null || before.spec().parallelism() != sweep.spec().parallelism()) {
            parallelism.setValue(sweep.spec().parallelism());
        }
        parallelism.setVisible(open && sweep.counts().all() > 1);
        parallelism.setReadOnly(!sweeps.mayChange(sweep, viewer));
        best.setText(combinations.stream()
                .filter(Combination::best)
                .findFirst()
                .map(one -> "Best: "
                        + text(one, columns) + " with AUC " + SweepMessages.auc(one)
                        + (one.n() > 1 ? " (n = " + one.n() + ")" : ""))
                .orElse(""));
        best.setVisible(!best.getText().isEmpty());
    }

    private static String text(Combination one, SweepColumns columns) {
        var words = new StringBuilder();
        for (int i = 0; i < columns.titles().size(); i++) {
            words.append(i > 0 ? ", " : "")
                    .append(columns.titles().get(i))
                    .append(' ')
                    .append(columns.texts(one).get(i));
        }
        return words.toString();
    }
}
