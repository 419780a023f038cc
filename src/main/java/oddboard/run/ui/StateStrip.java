package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import oddboard.job.JobEvent;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import org.jspecify.annotations.Nullable;

/** Where a run stands, in one line: state, progress, rate, time left, and the history of its attempts. */
public final class StateStrip extends Div {
    private static final long serialVersionUID = 1L;
    private final StateTag state = new StateTag("", StateTag.Tone.NEUTRAL);
    private final ProgressBar bar = new ProgressBar(0, 1);
    private final Div facts = new Div();
    private final Span historyLine = new Span();
    private List<String> said = List.of();
    private String shownHistory = "";

    public StateStrip() {
        addClassNames("odd-panel", "odd-state-strip");
        getElement().setAttribute("role", "status");
        bar.getElement().setAttribute("aria-label", "Progress");
        facts.addClassName("odd-facts");
        historyLine.addClassNames("odd-note", "odd-state-strip__story");
        add(state, bar, facts, historyLine);
    }

    /** @param history asked only where the history may have changed */
    public void update(Run run, Supplier<List<JobEvent>> history) {
        var job = run.job();
        JobStatus.show(state, job);
        bar.setVisible(job.state() == JobState.RUNNING);
        bar.setValue(RunMessages.share(run));
        var now = facts(run);
        // A screen reader says what changed: it should not say the same again.
        var words =
                now.stream().map(fact -> fact.getElement().getTextRecursively()).toList();
        if (!words.equals(said)) {
            said = words;
            facts.removeAll();
            facts.add(now);
        }
        var chapter = job.state() + " " + job.attempt() + " " + job.execution().worker();
        if (!chapter.equals(shownHistory)) {
            shownHistory = chapter;
            historyLine.setText(AttemptHistory.of(run, history.get()));
        }
    }

    private static List<Component> facts(Run run) {
        return switch (run.job().state()) {
            case QUEUED, RETRY_WAIT -> List.of(new Span(RunMessages.waits(run.job())));
            case RUNNING -> running(run);
            case SUCCEEDED -> succeeded(run);
            case FAILED -> List.of(sentence(run.job().errorDetail()));
            case CANCELLED ->
                List.of(new Span(
                        !run.traits().epochs()
                                ? "before it ended"
                                : run.training().epoch() == 0
                                        ? "before its first epoch ended"
                                        : "after epoch " + run.training().epoch() + " of "
                                                + run.training().epochs()));
        };
    }

    private static List<Component> running(Run run) {
        var facts = new ArrayList<Component>();
        var training = run.training();
        boolean trains = run.isTraining();
        facts.add(
                trains
                        ? !run.traits().epochs()
                                ? fact("fitting", " on the training images")
                                : fact(
                                        "epoch " + Format.count(training.epoch() + 1),
                                        " of " + Format.count(training.epochs()))
                        : fact("scoring", " the test images"));
        if (trains && training.finishRequested()) {
            facts.add(new Span("the last one, as requested"));
        }
        Double rate = training.imagesPerSecond();
        if (rate != null) {
            facts.add(fact(Format.number(rate), " images/s"));
        }
        Double left = training.secondsLeft();
        if (trains && left != null && !training.finishRequested()) {
            facts.add(fact(Format.duration(left), " left"));
        }
        return facts;
    }

    private static List<Component> succeeded(Run run) {
        var facts = new ArrayList<Component>();
        var result = run.result();
        if (result != null) {
            facts.add(auc(run, result));
            Double precision = result.averagePrecision();
            if (precision != null) {
                facts.add(fact("", "AP ", Format.auc(precision)));
            }
            facts.add(fact(Format.duration(run.training().seconds()), " training"));
            facts.add(fact(Format.duration(result.scoreSeconds()), " scoring"));
        }
        RunId of = run.entries().of();
        if (of != null) {
            facts.add(new Anchor(RunRoutes.overview(of), "Scored with run " + of));
        }
        for (RunId entry : run.entries().own()) {
            facts.add(new Anchor(RunRoutes.overview(entry), "Entry: run " + entry));
        }
        facts.add(new Anchor(RunRoutes.results(run.id()), "Results"));
        facts.add(new Anchor(RunRoutes.images(run.id()), "Ranked images"));
        return facts;
    }

    private static Component auc(Run run, Run.Metrics result) {
        return result.auroc() == null ? new Span(noAuc(result)) : new Span(new Text("AUC "), AucText.of(run));
    }

    private static String noAuc(Run.Metrics result) {
        Integer labeled = result.labeledCount();
        return labeled != null && labeled == 0
                ? "no AUC: no test image has a label"
                : "no AUC: the labeled test images have one class alone";
    }

    private static Span sentence(@Nullable String detail) {
        return new Span(
                detail == null || detail.isBlank()
                        ? "The run failed without saying why; its log may say more."
                        : detail);
    }

    private static Span fact(String strong, String rest) {
        return fact(strong, rest, "");
    }

    private static Span fact(String before, String text, String after) {
        var fact = new Span(strong(before), new Text(text), strong(after));
        return fact;
    }

    private static Span strong(String text) {
        var strong = new Span(text);
        strong.addClassName("odd-strong");
        return strong;
    }
}
