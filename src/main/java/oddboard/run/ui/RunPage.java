package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.LabelPart;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.job.ui.JobWatch;
import oddboard.label.LabelSet;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.run.Scores;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Tab;
import org.jspecify.annotations.Nullable;

/** What the pages about one run share: they find it, show its header and tabs, and follow the changes of its job. */
public abstract class RunPage extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient ShownRuns runs;
    private final transient RunHead head;
    private static final String LABELS = "labels";
    private static final String PART = "part";
    private static final String NOT_THERE = "There is no such run, or you may not see it.";
    private final String tab;
    protected PageHeader header = new PageHeader("", "");
    private transient volatile @Nullable Shown shown;
    /** Number of the label set by which the page evaluates; 0 = the newest. */
    private int labels;
    /** LabelPart of split labels that metrics use; null = the one that counts. */
    private transient @Nullable LabelPart part;

    /** What the page is about, as it was last read. */
    public record Shown(Run run, Dataset dataset, DatasetVersion version, User viewer) {}

    protected RunPage(ShownRuns runs, RunHead head, JobChanges changes, String tab) {
        this.runs = runs;
        this.head = head;
        this.tab = tab;
        addClassName("odd-page");
        JobWatch.on(this, changes, this::concern, jobs -> reload());
    }

    /** Shows the page's own content; called once a visit, and again when the run ended or began while it was shown. */
    protected abstract void show(Shown shown, QueryParameters query);

    /** The run has moved on; usually nothing to do. */
    protected void refresh(Shown shown) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        labels = (int) Math.min(
                Integer.MAX_VALUE,
                Address.id(Address.value(event.getLocation().getQueryParameters(), LABELS))
                        .orElse(LabelSet.NEWEST));
        part = LabelPart.byWord(Address.value(event.getLocation().getQueryParameters(), PART))
                .orElse(null);
        Shown found = event.getRouteParameters().get("id").flatMap(this::find).orElse(null);
        shown = found;
        if (found == null) {
            event.rerouteToError(NotFoundException.class, NOT_THERE);
            return;
        }
        build(found, event.getLocation().getQueryParameters());
    }

    private void build(Shown found, QueryParameters query) {
        removeAll();
        var sets = runs.labelSets(found.run());
        labels = LabelSetSwitch.isOlder(sets, labels) ? labels : LabelSet.NEWEST;
        header = header(found);
        add(header, head.note(found));
        add(head.switches(found, sets, labels, part, this::evaluateBy));
        show(found, query);
    }

    private void evaluateBy(int number, @Nullable LabelPart chosen) {
        Shown present = shown;
        if (present != null) {
            Map<String, String> query = new LinkedHashMap<>(here());
            query.remove(LABELS);
            query.remove(PART);
            query.putAll(of(number, chosen));
            UI.getCurrent().navigate(tabHref(present.run().id()), QueryParameters.simple(query));
        }
    }

    /** What the page's address says beside the labels, where that moves on without the server. */
    protected Map<String, String> here() {
        return Map.of();
    }

    /** The page's address with the labels that it evaluates by, where these are not the newest that count. */
    protected final Map<String, String> withLabels(Map<String, String> query) {
        Map<String, String> whole = new LinkedHashMap<>(query);
        whole.putAll(of(labels, part));
        return whole;
    }

    private static Map<String, String> of(int labels, @Nullable LabelPart part) {
        Map<String, String> query = new LinkedHashMap<>();
        if (labels != LabelSet.NEWEST) {
            query.put(LABELS, Integer.toString(labels));
        }
        if (part != null) {
            query.put(PART, part.word());
        }
        return query;
    }

    /** With the labels of the page's label set that the viewer may see; empty until the run succeeded. */
    protected final Optional<Scores> scores(Shown of) {
        return runs.scores(of, labels);
    }

    /** Of the images alone that the page's metrics use. */
    protected final Optional<Scores> evaluated(Shown of) {
        return runs.evaluated(of, labels, part);
    }

    private Optional<Shown> find(String text) {
        var number = Address.id(text);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        var id = new RunId(number.getAsLong());
        // A label set that isn't there evaluates nothing: the newest does.
        labels = runs.labelSet(id, labels);
        return runs.find(id, labels, part);
    }

    private boolean concern(Set<JobId> jobs) {
        Shown present = shown;
        return present != null && jobs.contains(present.run().job().id());
    }

    private void reload() {
        Shown before = shown;
        if (before == null) {
            return;
        }
        runs.run(before, labels, part).ifPresent(run -> {
            boolean turned = state(before) != run.job().state()
                    && (state(before).isEnded() || run.job().state().isEnded());
            shown = new Shown(run, before.dataset(), before.version(), before.viewer());
            if (turned) {
                runs.again(before, labels, part).ifPresent(now -> {
                    shown = now;
                    build(now, QueryParameters.simple(withLabels(here())));
                });
            } else {
                if (state(before) != state(shown) || before.run().isTraining() != run.isTraining()) {
                    // Other buttons than before.
                    PageHeader fresh = header(shown);
                    replace(header, fresh);
                    header = fresh;
                }
                refresh(shown);
            }
        });
    }

    private static JobState state(Shown shown) {
        return shown.run().job().state();
    }

    private PageHeader header(Shown shown) {
        var id = shown.run().id();
        var header = new PageHeader(shown.run().name(), "", actions(shown).toArray(Component[]::new));
        header.setSubtitle(subtitle(shown).toArray(Component[]::new));
        header.tabs(
                Address.of(tabHref(id), of(labels, part)),
                tab("Overview", RunRoutes.overview(id)),
                tab("Results", RunRoutes.results(id)),
                tab("Images", RunRoutes.images(id)),
                tab("Log", RunRoutes.log(id)),
                tab("Settings", RunRoutes.settings(id)),
                tab("Attempts", RunRoutes.attempts(id)));
        return header;
    }

    private Tab tab(String name, String href) {
        return new Tab(name, Address.of(href, of(labels, part)));
    }

    private String tabHref(RunId id) {
        return RunRoutes.overview(id) + (tab.isEmpty() ? "" : "/" + tab);
    }

    protected List<Component> actions(Shown shown) {
        return head.actions(shown);
    }

    @Override
    public String getPageTitle() {
        Shown present = shown;
        return present == null
                ? "Run"
                : present.run().name() + RunMessages.DOT + "run "
                        + present.run().id();
    }

    /** "resnet on Bottle caps v4 · AUC 0.8412 0.8241 – 0.8583 · user-3, 14 min ago". */
    private static List<Component> subtitle(Shown shown) {
        var run = shown.run();
        var parts = new ArrayList<Component>(List.of(new Text(run.setup().detector() + " on "), datasetLink(shown)));
        if (run.result() != null && run.result().auroc() != null) {
            parts.addAll(List.of(new Text(RunMessages.DOT + "AUC "), AucText.of(run)));
        } else {
            parts.add(new Text(RunMessages.DOT + "seed " + run.setup().seed()));
        }
        parts.add(new Text(RunMessages.DOT + run.creation().byName() + ", "
                + Format.ago(run.creation().at())));
        return parts;
    }

    /** A link to the leaderboard of the run's data set. */
    static Anchor datasetLink(Shown shown) {
        return new Anchor(
                DatasetRoutes.leaderboard(shown.dataset().id()),
                shown.dataset().name() + " v" + shown.version().number());
    }
}
