package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobState;
import oddboard.run.EarlyFinishes;
import oddboard.run.Reruns;
import oddboard.run.Run;
import oddboard.run.RunChanges;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** The buttons of a run's header: only those that its state and the viewer's rights allow. */
final class RunActions {
    private static final String FINISH =
            "Ends the training after the epoch at work, keeps its weights and scores; the run gets its place on the board.";
    private static final String CANCEL = "Stops without scores; the run gets no place on the board.";
    private static final String RETRY =
            "Starts the same run again from the beginning, with the same settings and seed.";
    private static final String RESUME =
            "Starts a run that goes on from this one's last checkpoint and keeps its settings.";
    private static final String CLONE =
            "Opens the form of a new run with these settings, to change some before it starts.";

    private RunActions() {}

    static List<Component> of(RunPage.Shown shown, Runs runs, Reruns reruns, EarlyFinishes finishes) {
        var actions = new ArrayList<Component>();
        var help = new Div();
        help.addClassName("odd-touch-help");
        Run run = shown.run();
        var state = run.job().state();
        if (state == JobState.SUCCEEDED) {
            actions.add(scores(run));
        }
        if (!state.isEnded() && runs.mayCancel(run, shown.viewer())) {
            if (state == JobState.RUNNING && run.traits().epochs() && run.isTraining()) {
                actions.add(explained(finish(shown, finishes), FINISH, help));
            }
            actions.add(explained(cancel(shown, runs), CANCEL, help));
        }
        if (runs.mayStart(run, shown.viewer())) {
            if (state == JobState.FAILED || state == JobState.CANCELLED) {
                actions.add(explained(retry(shown, reruns), RETRY, help));
            }
            if (state.isEnded()) {
                reruns.checkpoint(run.id())
                        .filter(epoch -> run.traits().epochs() || run.job().state() != JobState.SUCCEEDED)
                        .ifPresent(epoch -> actions.add(explained(resume(shown, reruns, epoch), RESUME, help)));
            }
            actions.add(explained(
                    new Button(
                            "Clone",
                            e -> UI.getCurrent()
                                    .navigate(Address.of(
                                            DatasetRoutes.newRun(shown.dataset().id()),
                                            Map.of("from", run.id().toString())))),
                    CLONE,
                    help));
        }
        if (state.isEnded() && runs.mayCancel(run, shown.viewer())) {
            actions.add(delete(shown, runs));
        }
        if (help.getComponentCount() > 0) {
            actions.add(help);
        }
        return actions;
    }

    /** @param help gets the tooltip's words, for screens without a pointer that could rest on the button */
    private static Button explained(Button button, String words, Div help) {
        button.setTooltipText(words);
        help.add(new Div(new Span(button.getText() + ": "), new Text(words)));
        return button;
    }

    private static Button delete(RunPage.Shown shown, Runs runs) {
        return new Button("Delete", e -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader("Delete \"" + shown.run().name() + "\"?");
            int entries = shown.run().entries().own().size();
            dialog.setText("Its scores, images, log and its place on the board "
                    + (entries == 0 ? "" : "and its " + entries + " entries ")
                    + "go with it, and can't be brought back.");
            dialog.setCancelable(true);
            dialog.setCancelText("Keep it");
            dialog.setConfirmText("Delete the run");
            dialog.setConfirmButtonTheme("error primary");
            dialog.addConfirmListener(confirmed -> {
                runs.delete(shown.run().id(), shown.viewer());
                Toast.show("The run is deleted.");
                UI.getCurrent().navigate(DatasetRoutes.runs(shown.dataset().id()));
            });
            dialog.open();
        });
    }

    private static Component scores(Run run) {
        var link = new Anchor("api/v1/runs/" + run.id() + "/scores.csv?files=true", "Scores CSV");
        link.setRouterIgnore(true);
        link.getElement().setAttribute("download", true);
        link.addClassName("odd-button-link");
        return link;
    }

    private static Button cancel(RunPage.Shown shown, Runs runs) {
        var button = new Button("Cancel");
        button.setEnabled(!shown.run().job().cancelRequested());
        button.addClickListener(e -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader("Cancel \"" + shown.run().name() + "\"?");
            dialog.setText("It stops within a few seconds and gets no place on the board. You can retry it later.");
            dialog.setCancelable(true);
            dialog.setCancelText("Keep it");
            dialog.setConfirmText("Cancel the run");
            dialog.setConfirmButtonTheme("error primary");
            dialog.addConfirmListener(confirmed -> {
                boolean requested = runs.cancel(shown.run().id(), shown.viewer());
                Toast.show(requested ? "The run is being canceled." : "The run had ended already.");
                button.setEnabled(false);
            });
            dialog.open();
        });
        return button;
    }

    private static Button finish(RunPage.Shown shown, EarlyFinishes finishes) {
        var button = new Button("Stop here and score");
        Run run = shown.run();
        button.setEnabled(!run.training().finishRequested() && !run.job().cancelRequested());
        button.addClickListener(e -> {
            try {
                finishes.request(run.id(), shown.viewer());
                Toast.show("The training ends after this epoch; then the run is scored.");
                button.setEnabled(false);
            } catch (ConflictException refused) {
                Toast.error(RefusalText.of(refused));
            }
        });
        return button;
    }

    private static Button retry(RunPage.Shown shown, Reruns reruns) {
        return new OnceButton("Retry", () -> {
            Run again = reruns.retry(shown.run().id(), RunChanges.NONE, shown.viewer());
            UI.getCurrent().navigate(RunRoutes.overview(again.id()));
            Toast.show("A new run with the same settings is queued.");
            return true;
        });
    }

    private static Button resume(RunPage.Shown shown, Reruns reruns, int epoch) {
        return new Button("Resume", e -> new ResumeDialog(shown, reruns, epoch).open());
    }
}
