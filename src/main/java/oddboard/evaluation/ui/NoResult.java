package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.Anchor;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.ui.EmptyState;

/** What the results' pages show while a run has none. */
final class NoResult {
    private NoResult() {}

    static EmptyState of(Run run) {
        var back = new Anchor(RunRoutes.overview(run.id()), "How it stands");
        return switch (run.job().state()) {
            case QUEUED, RETRY_WAIT, RUNNING ->
                new EmptyState(
                        "No scores yet",
                        "They come when the run has trained and scored the test images. This page fills by itself.",
                        back);
            case FAILED -> new EmptyState("No scores", "This run failed before it scored the test images.", back);
            case CANCELLED ->
                new EmptyState("No scores", "This run was canceled before it scored the test images.", back);
            case SUCCEEDED -> new EmptyState("No scores", "The scores of this run are gone.", back);
        };
    }
}
