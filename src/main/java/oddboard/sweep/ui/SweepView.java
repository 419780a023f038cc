package oddboard.sweep.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.job.JobChanges;
import oddboard.job.JobState;
import oddboard.job.ui.JobWatch;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.SweepId;
import oddboard.run.ui.Address;
import oddboard.run.ui.RunMessages;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepResults.Combination;
import oddboard.sweep.SweepRun;
import oddboard.sweep.SweepTies;
import oddboard.sweep.Sweeps;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** A sweep: how far it is, which combination is best, and all its runs. */
@Route("sweeps/:id")
@PermitAll
class SweepView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private final transient Datasets datasets;
    private final transient Users users;
    private final transient Sweeps sweeps;
    private final transient SweepTies tests;
    private final Paragraph ties = new Paragraph();
    private final PageHeader header = new PageHeader("", "");
    private final SweepStrip strip;
    private final transient SweepTable table = new SweepTable();
    private final SweepChart chart = new SweepChart(this::select);
    private final Panel combinations;
    private final SweepFailures failures = new SweepFailures();
    private final RoundsPanel rounds = new RoundsPanel();
    private transient @Nullable Sweep shown;
    private transient List<SweepRun> runs = List.of();
    private transient @Nullable Set<Integer> selected;
    private transient List<Shown> shownRows = List.of();
    private transient @Nullable User viewer;

    /** What the chart and the table show of a run: they are drawn again when this changes. */
    private record Shown(
            @Nullable RunId run,
            @Nullable JobState state,
            @Nullable Double auroc,
            @Nullable String refused) {
        static Shown of(SweepRun one) {
            Run run = one.run();
            return new Shown(
                    run == null ? null : run.id(),
                    run == null ? null : run.job().state(),
                    one.auroc(),
                    one.refused());
        }
    }

    SweepView(Datasets datasets, Users users, JobChanges changes, Sweeps sweeps, SweepTies tests) {
        this.datasets = datasets;
        this.users = users;
        this.sweeps = sweeps;
        this.tests = tests;
        addClassName("odd-page");
        strip = new SweepStrip(users, sweeps, this::reload);
        combinations = new Panel("Combinations", table.component(), ties).flush();
        ties.addClassNames("odd-note", "odd-sweep-ties");
        add(header, strip, failures, rounds, chart, combinations);
        JobWatch.on(this, changes, jobs -> reload());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        User who = users.require();
        Optional<Sweep> found = event.getRouteParameters()
                .get("id")
                .map(Address::id)
                .filter(id -> id.isPresent())
                .flatMap(id -> sweeps.find(new SweepId(id.getAsLong()), who));
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "There is no such sweep, or you may not see it.");
            return;
        }
        viewer = who;
        shownRows = List.of();
        show(found.get(), who);
    }

    private void reload() {
        Sweep present = shown;
        User who = viewer;
        if (present != null && who != null) {
            sweeps.find(present.id(), who).ifPresent(sweep -> show(sweep, who));
        }
    }

    private void show(Sweep sweep, User who) {
        List<SweepRun> now = sweeps.runs(sweep, who);
        boolean changed = !sweep.equals(shown);
        shown = sweep;
        runs = now;
        Map<VersionId, Anchor> versions = versions(sweep, who);
        Map<VersionId, String> names = new LinkedHashMap<>();
        versions.forEach((id, link) -> names.put(id, link.getText()));
        List<Combination> all = sweeps.results(now).combinations().stream()
                .sorted(Comparator.comparing(Combination::round)
                        .reversed()
                        .thenComparing(Combination::mean, Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
        SweepColumns columns = SweepColumns.of(all, names);
        List<Shown> rows = now.stream().map(Shown::of).toList();
        strip.show(sweep, who, sweeps.secondsLeft(sweep, now), all, columns);
        if (!changed && rows.equals(shownRows)) {
            return;
        }
        shownRows = rows;
        header.setTitle(sweep.name());
        header.setSubtitle(subtitle(sweep, versions.values()).toArray(Component[]::new));
        header.setActions(SweepActions.of(sweep, who, sweeps, this::reload).toArray(Component[]::new));
        failures.show(now);
        rounds.show(sweep, sweeps.rounds(sweep, now));
        chart.show(all, columns);
        SweepTies.Found found = tests.of(all, who);
        table.show(all, columns, found);
        ties.setText(SweepMessages.ties(found));
        ties.setVisible(!found.tested().isEmpty());
        select(selected);
    }

    private void select(@Nullable Set<Integer> numbers) {
        selected = numbers;
        table.select(numbers);
        String fixed = fixed();
        combinations.setNote(
                (numbers == null ? "best first, by the mean over seeds" : Format.count(numbers.size()) + " selected")
                        + (fixed.isEmpty() ? "" : RunMessages.DOT + fixed));
    }

    /** What the spec sets the same for all: "epochs 3". */
    private String fixed() {
        if (runs.isEmpty()) {
            return "";
        }
        Map<String, Object> same = new LinkedHashMap<>(runs.getFirst().plan().settings());
        runs.forEach(run -> same.entrySet()
                .removeIf(e -> !e.getValue().equals(run.plan().settings().get(e.getKey()))));
        String text = SweepPreviewPanel.settings(same);
        return text.isEmpty() ? "" : "all with " + text.substring(0, text.length() - RunMessages.DOT.length());
    }

    private Map<VersionId, Anchor> versions(Sweep sweep, User who) {
        Map<VersionId, Anchor> versions = new LinkedHashMap<>();
        for (VersionId id : sweep.spec().versions()) {
            datasets.findByVersion(id, who)
                    .ifPresent(dataset -> dataset.versions().stream()
                            .filter(v -> v.id().equals(id))
                            .forEach(v -> versions.put(
                                    id,
                                    new Anchor(
                                            DatasetRoutes.leaderboard(dataset.id()),
                                            dataset.name() + " v" + v.number()))));
        }
        return versions;
    }

    private static List<Component> subtitle(Sweep sweep, Iterable<Anchor> versions) {
        List<Component> parts = new ArrayList<>();
        parts.add(new Text(SweepMessages.method(sweep) + RunMessages.DOT
                + String.join(", ", sweep.spec().detectors()) + " on "));
        String between = "";
        for (Anchor version : versions) {
            parts.add(new Text(between));
            parts.add(version);
            between = ", ";
        }
        parts.add(new Text(RunMessages.DOT + sweep.byName() + ", " + Format.ago(sweep.createdAt())));
        return parts;
    }

    @Override
    public String getPageTitle() {
        Sweep present = shown;
        return present == null ? "Sweep" : present.name() + RunMessages.DOT + "sweep " + present.id();
    }
}
