package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.ui.RunMessages;
import oddboard.sweep.SweepRun;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** The runs of a sweep that failed, with their reasons; not there where none did. */
final class SweepFailures extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;
    private final UnorderedList list = new UnorderedList();

    SweepFailures() {
        super("Failures");
        list.addClassName("odd-sweep-plan");
        add(list);
        setVisible(false);
    }

    void show(List<SweepRun> runs) {
        List<SweepRun> failed = runs.stream().filter(SweepFailures::isFailed).toList();
        setVisible(!failed.isEmpty());
        setNote(failed.size() == 1 ? "1 run" : Format.count(failed.size()) + " runs");
        list.removeAll();
        failed.stream().limit(SHOWN).forEach(one -> list.add(item(one)));
        if (failed.size() > SHOWN) {
            list.add(new ListItem("and " + Format.count(failed.size() - SHOWN) + " more"));
        }
    }

    private static boolean isFailed(SweepRun one) {
        Run run = one.run();
        return one.refused() != null || run != null && run.job().state() == JobState.FAILED;
    }

    private static ListItem item(SweepRun one) {
        Run run = one.run();
        String refused = one.refused();
        if (run == null) {
            return new ListItem("not begun: " + (refused == null ? "" : refused));
        }
        String detail = run.job().errorDetail();
        return new ListItem(
                new Anchor(RunRoutes.overview(run.id()), "run " + run.id()),
                new Span(": " + run.setup().detector() + RunMessages.DOT + run.name() + RunMessages.DOT
                        + (detail == null ? "" : detail)));
    }
}
