package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.ui.StateTag;

/** A run that waits or works, in one slim row that moves while one looks at it. */
public final class RunLine extends Div {
    private static final long serialVersionUID = 1L;
    private final StateTag state = new StateTag("", StateTag.Tone.NEUTRAL);
    private final ProgressBar bar = new ProgressBar(0, 1);
    private final Span text = new Span();

    public RunLine(Run run) {
        addClassName("odd-run-line");
        var name = new Anchor(RunRoutes.overview(run.id()), run.name());
        name.addClassName("odd-run-line__name");
        var about = new Span(
                run.setup().detector() + RunMessages.DOT + run.creation().byName());
        about.addClassName("odd-note");
        text.addClassName("odd-run-line__text");
        bar.getElement().setAttribute("aria-label", "Progress of " + run.name());
        add(state, name, about, bar, text);
        update(run);
    }

    public void update(Run run) {
        JobStatus.show(state, run.job());
        bar.setVisible(run.job().state() == JobState.RUNNING);
        bar.setValue(RunMessages.share(run));
        text.setText(RunMessages.progress(run));
        text.setTitle(RunMessages.progress(run));
    }
}
