package oddboard.run.ui;

import com.vaadin.flow.component.button.Button;
import java.util.List;
import oddboard.account.User;
import oddboard.run.ManyRuns;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.ui.SelectionBar;

/** How many runs are selected, and what can be done with them. */
final class SelectedRunsBar extends SelectionBar {
    private static final long serialVersionUID = 1L;
    private final Button cancel = new Button("Cancel runs", e -> cancel());
    private final Button delete = new Button("Delete", e -> delete());
    private final transient ManyRuns many;
    private final transient User viewer;
    private transient List<Run> selected = List.of();

    SelectedRunsBar(ManyRuns many, User viewer, Listener listener) {
        super("run", listener);
        this.many = many;
        this.viewer = viewer;
        offer(cancel, new Button("Tag", e -> tag((add, remove) -> many.tag(ids(), add, remove, viewer))), delete);
    }

    void show(List<Run> chosen) {
        selected = chosen;
        show(chosen.size());
        cancel.setEnabled(chosen.stream().anyMatch(run -> !run.job().state().isEnded()));
        delete.setEnabled(chosen.stream().anyMatch(run -> run.job().state().isEnded()));
    }

    private List<RunId> ids() {
        return selected.stream().map(Run::id).toList();
    }

    private void cancel() {
        confirm(
                "Cancel " + words() + "?",
                "They stop within a few seconds and get no place on a board. Those that have ended stay as they are.",
                "Cancel the runs",
                () -> say("canceled", many.cancel(ids(), viewer)));
    }

    private void delete() {
        confirm(
                "Delete " + words() + "?",
                "Their scores, images, logs and places on boards go with them, and can't be brought back. Those that wait"
                        + " or run stay.",
                "Delete the runs",
                () -> say("deleted", many.delete(ids(), viewer)));
    }
}
