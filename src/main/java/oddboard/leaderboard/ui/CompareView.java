package oddboard.leaderboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.ReadyVersion;
import oddboard.dataset.ReadyVersions;
import oddboard.dataset.ReadyVersions.Of;
import oddboard.evaluation.ui.NoAuc;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.label.ui.PartSwitch;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.Ensembles;
import oddboard.leaderboard.EntryId;
import oddboard.run.Runs;
import oddboard.run.ui.Address;
import oddboard.ui.EmptyState;
import oddboard.ui.PageHeader;
import oddboard.ui.Reporting;

/** Entries of one board side by side: curves, metrics, settings, costs, and the images that they disagree on. */
@Route(BoardRoutes.COMPARE)
@PageTitle("Compare")
@PermitAll
@Menu(title = "Compare", order = 40)
class CompareView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST = 6;
    private static final String RUNS = "runs";
    private static final String LABELS = "labels";
    private static final String PART = "part";
    private final transient Comparisons comparisons;
    private final transient Datasets datasets;
    private final transient ReadyVersions ready;
    private final transient LabelSets labelSets;
    private final transient LabelSplits splits;
    private final transient Runs runs;
    private final transient Ensembles ensembles;
    private final transient Users users;
    private final transient Reporting reporting;
    private final Map<String, String> state = new LinkedHashMap<>();

    CompareView(
            Datasets datasets,
            ReadyVersions ready,
            LabelSets labelSets,
            LabelSplits splits,
            Runs runs,
            Ensembles ensembles,
            Users users,
            Comparisons comparisons,
            Reporting reporting) {
        this.comparisons = comparisons;
        this.datasets = datasets;
        this.ready = ready;
        this.labelSets = labelSets;
        this.splits = splits;
        this.runs = runs;
        this.ensembles = ensembles;
        this.users = users;
        this.reporting = reporting;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(event.getLocation().getQueryParameters());
    }

    private void show(QueryParameters query) {
        removeAll();
        state.clear();
        for (String name : new String[] {RUNS, LABELS, PART, "log", "x", "y", "all", "cost"}) {
            state.put(name, Address.value(query, name));
        }
        var viewer = users.require();
        var ids = EntryId.list(state.getOrDefault(RUNS, "")).stream()
                .limit(BoardState.MAX)
                .toList();
        int labels = (int) Math.min(
                Integer.MAX_VALUE, Address.id(state.getOrDefault(LABELS, "")).orElse(0));
        var compared = comparisons.find(
                ids, labels, LabelPart.byWord(state.getOrDefault(PART, "")).orElse(null), viewer);
        if (compared.isEmpty()) {
            add(
                    new PageHeader(
                            "Compare", ids.isEmpty() ? "" : "None of these runs is there, or you may not see them."),
                    nothing(viewer));
            return;
        }
        show(compared.get(), viewer);
    }

    private EmptyState nothing(User viewer) {
        var boards = new ComboBox<ReadyVersion>();
        boards.setPlaceholder("Board of …");
        boards.setAriaLabel("Open the leaderboard of a data set");
        boards.setItemLabelGenerator(ReadyVersion::name);
        boards.setItems(query ->
                ready
                        .find(query.getFilter().orElse(""), Of.SEEN, query.getOffset(), query.getLimit(), viewer)
                        .stream());
        boards.addValueChangeListener(e ->
                UI.getCurrent().navigate(DatasetRoutes.leaderboard(e.getValue().dataset())));
        var nothing = new EmptyState(
                "Nothing to compare yet",
                "Select runs on a leaderboard by the boxes before their ranks, then press Compare.",
                ready.find("", Of.SEEN, 0, NEWEST, viewer).stream()
                        .map(version -> new Anchor(DatasetRoutes.leaderboard(version.dataset()), version.name()))
                        .peek(link -> link.addClassName("odd-button-link"))
                        .toArray(Anchor[]::new));
        nothing.add(boards);
        return nothing;
    }

    private void show(Compared compared, User viewer) {
        add(header(compared, viewer), chosen(compared));
        var sets = labelSets.list(compared.version().id());
        if (sets.size() > 1) {
            add(new LabelSetSwitch(
                    sets,
                    compared.labelSet(),
                    number -> go(LABELS, number == LabelSet.NEWEST ? "" : Integer.toString(number))));
        }
        var id = compared.version().id();
        var split = splits.find(id);
        if (split.isPresent()) {
            add(new PartSwitch(
                    split,
                    splits.parts(id, viewer),
                    compared.board().part(),
                    part -> go(PART, part == null ? "" : part.word())));
        }
        if (compared.entries().isEmpty()) {
            add(new EmptyState(
                    "Nothing to compare yet",
                    "Add runs of " + compared.dataset().name() + " above."));
            return;
        }
        add(new ComparedMetrics(compared));
        if (!compared.hasBothClasses()) {
            add(new NoAuc(
                    compared.evaluating(),
                    new Anchor(DatasetRoutes.testImages(compared.dataset().id(), id), "Label the test images")));
        } else {
            add(ComparedCurves.of(
                    compared, state.getOrDefault("log", "").equals("1"), log -> keep("log", log ? "1" : "")));
        }
        var settings = new ComparedSettings(
                compared, runs, viewer, state.getOrDefault("all", "").equals("1"), all -> keep("all", all ? "1" : ""));
        var costs = new ComparedCosts(compared, state.getOrDefault("cost", ""), cost -> keep("cost", cost));
        if (compared.hasBothClasses()) {
            add(halves(new ComparedTests(compared), costs));
        }
        add(halves(new ComparedLosses(compared, runs), settings));
        if (compared.hasBothClasses()) {
            add(new ComparedHistograms(compared));
        }
        if (compared.entries().size() > 1) {
            add(new Disagreements(compared, state.getOrDefault("x", ""), state.getOrDefault("y", ""), (x, y) -> {
                state.put("x", x);
                keep("y", y);
            }));
        }
    }

    static Div halves(Component... panels) {
        var halves = new Div(panels);
        halves.addClassName("odd-halves");
        return halves;
    }

    private void keep(String name, String value) {
        state.put(name, value);
        Address.replace(this, BoardRoutes.COMPARE, state);
    }

    /** Makes the page again, so that what is compared is read again. */
    private void go(String name, String value) {
        state.put(name, value);
        var query = new LinkedHashMap<>(state);
        query.values().removeIf(String::isEmpty);
        UI.getCurrent().navigate(BoardRoutes.COMPARE, QueryParameters.simple(query));
    }

    private PageHeader header(Compared compared, User viewer) {
        var header = new PageHeader("Compare", "");
        header.setSubtitle(
                new Text(compared.entries().size() + " of "
                        + compared.board().entries().size() + " on "),
                new Anchor(
                        DatasetRoutes.leaderboard(compared.dataset().id()),
                        compared.dataset().name() + " v" + compared.version().number()),
                new Text(
                        compared.notComparable() == 0
                                ? ""
                                : " · " + compared.notComparable() + " left out: not on this leaderboard, or gone"));
        List<Component> actions = new ArrayList<>();
        if (!compared.entries().isEmpty()) {
            actions.add(report(compared));
        }
        if (datasets.mayChange(compared.dataset(), viewer) && compared.entries().size() > 1) {
            actions.add(new Button(
                    "Ensemble of these",
                    e -> new EnsembleDialog(
                                    compared,
                                    ensembles,
                                    viewer,
                                    made -> go(RUNS, text(compared.ids()) + "," + made.entry()))
                            .open()));
        }
        header.setActions(actions.toArray(Component[]::new));
        return header;
    }

    private Component report(Compared compared) {
        return reporting.button(
                "api/v1/versions/" + compared.version().id() + "/report",
                Map.of(
                        "labelSet",
                        Integer.toString(compared.labelSet()),
                        "part",
                        compared.board().part().word(),
                        "entries",
                        text(compared.ids())),
                DatasetRoutes.leaderboard(compared.dataset().id()));
    }

    private static String text(List<EntryId> ids) {
        return ids.stream().map(EntryId::toString).collect(Collectors.joining(","));
    }

    private Div chosen(Compared compared) {
        return new ComparedChips(compared, ids -> go(RUNS, text(ids)));
    }

    static Span dot(String css) {
        var dot = new Span();
        dot.addClassName("odd-dot");
        dot.getStyle().setBackgroundColor(css);
        return dot;
    }
}
