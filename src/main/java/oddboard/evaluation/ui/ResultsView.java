package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobChanges;
import oddboard.run.RunRoutes;
import oddboard.run.ui.Address;
import oddboard.run.ui.RunHead;
import oddboard.run.ui.RunPage;
import oddboard.run.ui.ShownRuns;

/** How good a run is: its curves, the scores of both classes, what a threshold makes of them, and all metrics. */
@Route("runs/:id/results")
@PermitAll
class ResultsView extends RunPage {
    private static final long serialVersionUID = 1L;

    ResultsView(ShownRuns shownRuns, RunHead head, JobChanges changes) {
        super(shownRuns, head, changes, "results");
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        var scores = evaluated(shown);
        var metrics = shown.run().result();
        if (scores.isEmpty() || metrics == null) {
            add(NoResult.of(shown.run()));
            return;
        }
        var warning = new ChanceWarning();
        warning.update(shown);
        add(warning);
        var images = Address.of(RunRoutes.images(shown.run().id()), withLabels(Map.of()));
        add(new ResultPanels(
                new ResultPanels.About(
                        shown.run().name(), ResultPanels.color(shown.run()), metrics, images, links(shown, images)),
                scores.get(),
                query,
                state -> Address.replace(this, RunRoutes.results(shown.run().id()), withLabels(state))));
    }

    private static List<Anchor> links(Shown shown, String images) {
        return List.of(
                new Anchor(images, "Ranked images"),
                new Anchor(
                        DatasetRoutes.testImages(
                                shown.dataset().id(), shown.version().id()),
                        "Label the test images"));
    }
}
