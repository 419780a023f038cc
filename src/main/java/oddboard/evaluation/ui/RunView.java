package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.dataset.Datasets;
import oddboard.ingest.Imports;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.run.RunFeed;
import oddboard.run.RunResults;
import oddboard.run.RunRoutes;
import oddboard.run.ui.FactsPanel;
import oddboard.run.ui.LogTail;
import oddboard.run.ui.LossPanel;
import oddboard.run.ui.ReconstructionPanel;
import oddboard.run.ui.RunHead;
import oddboard.run.ui.RunPage;
import oddboard.run.ui.ShownRuns;
import oddboard.run.ui.StateStrip;
import oddboard.ui.Discussion;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** A run at a glance: its state on top, the loss curve as it grows, its latest metrics, and the end of its log. */
@Route("runs/:id")
@PermitAll
class RunView extends RunPage {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final transient RunFeed feed;
    private final transient RunResults results;
    private final transient Datasets datasets;
    private final transient Imports imports;
    private final transient Discussion discussion;
    private static final int TAIL = 200;
    private StateStrip strip = new StateStrip();
    private ChanceWarning warning = new ChanceWarning();
    private LossPanel losses = new LossPanel();
    private FactsPanel facts = new FactsPanel();
    private LogTail log = new LogTail(TAIL);
    private transient @Nullable ReconstructionPanel previews;

    RunView(
            ShownRuns shownRuns,
            RunHead head,
            JobChanges changes,
            JobQueue queue,
            RunFeed feed,
            RunResults results,
            Datasets datasets,
            Imports imports,
            Discussion discussion) {
        super(shownRuns, head, changes, "");
        this.queue = queue;
        this.feed = feed;
        this.results = results;
        this.datasets = datasets;
        this.imports = imports;
        this.discussion = discussion;
    }

    @Override
    protected void show(Shown shown, QueryParameters query) {
        strip = new StateStrip();
        warning = new ChanceWarning();
        losses = new LossPanel();
        facts = new FactsPanel();
        log = new LogTail(TAIL);
        log.addClassName("odd-log--end");
        var learnt = new ReconstructionPanel(shown);
        previews = learnt;
        var end = new Panel("Log", log);
        end.setActions(new Anchor(RunRoutes.log(shown.run().id()), "Whole log"));
        var side = new Div(learnt, facts);
        side.addClassName("odd-run-side");
        var main = new Div(losses, end);
        main.addClassName("odd-run-side");
        losses.setVisible(shown.run().traits().epochs());
        var columns = new Div(main, side);
        columns.addClassName("odd-columns");
        header.addComponentAtIndex(1, strip);
        add(warning);
        add(columns);
        if (shown.run().job().state() == JobState.SUCCEEDED) {
            scores(shown).ifPresent(scores -> add(new TopImagesPanel(shown, Ranking.of(scores))));
            suspects(shown);
        }
        add(discussion.panel(RunRoutes.overview(shown.run().id())));
        refresh(shown);
    }

    private void suspects(Shown shown) {
        results.suspects(shown.run().id())
                .filter(found -> !found.images().isEmpty())
                .ifPresent(found -> add(new SuspectsPanel(
                        shown,
                        found,
                        datasets.imageNames(shown.version().id()),
                        datasets.mayChange(shown.dataset(), shown.viewer()),
                        imports)));
    }

    @Override
    protected void refresh(Shown shown) {
        var run = shown.run();
        strip.update(run, () -> queue.history(run.job().id()));
        warning.update(shown);
        if (losses.isVisible()) {
            losses.update(run, feed);
        }
        facts.update(shown, losses.last());
        ReconstructionPanel learnt = previews;
        if (learnt != null) {
            learnt.update(shown, feed);
        }
        log.update(feed, run.id());
    }
}
