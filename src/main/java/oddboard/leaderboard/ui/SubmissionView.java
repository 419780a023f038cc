package oddboard.leaderboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.evaluation.ui.ResultPanels;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.label.ui.LabelSetSwitch;
import oddboard.label.ui.PartSwitch;
import oddboard.leaderboard.BoardRoutes;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.Submissions;
import oddboard.run.Scores;
import oddboard.run.ui.Address;
import oddboard.run.ui.AucText;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** A submission: its curves, metrics and most anomalous images, as far as scores alone show them. */
@Route("submissions/:id")
@PermitAll
class SubmissionView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final String LABELS = "labels";
    private static final String PART = "part";
    private final transient Submissions submissions;
    private final transient Datasets datasets;
    private final transient LabelSets labelSets;
    private final transient LabelSplits splits;
    private final transient Users users;
    private String title = "Submission";

    SubmissionView(Submissions submissions, Datasets datasets, LabelSets labelSets, LabelSplits splits, Users users) {
        this.submissions = submissions;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.splits = splits;
        this.users = users;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var viewer = users.require();
        var query = event.getLocation().getQueryParameters();
        long id = event.getRouteParameters()
                .get("id")
                .map(Address::id)
                .filter(n -> n.isPresent())
                .map(n -> n.getAsLong())
                .orElse(-1L);
        var newest = submissions.find(id, LabelSet.NEWEST, viewer);
        var dataset = newest.flatMap(s -> datasets.findByVersion(s.version(), viewer));
        if (newest.isEmpty() || dataset.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "There is no such submission, or you may not see it.");
            return;
        }
        var sets = labelSets.list(newest.get().version());
        int requested = (int) Math.min(
                Integer.MAX_VALUE, Address.id(Address.value(query, LABELS)).orElse(0));
        int labels = LabelSetSwitch.isOlder(sets, requested) ? requested : LabelSet.NEWEST;
        var part = LabelPart.byWord(Address.value(query, PART)).orElse(null);
        var submission = submissions.find(id, labels, part, viewer).orElse(newest.get());
        title = submission.name() + " · submission";
        show(submission, dataset.get(), viewer, query, sets, labels, part);
    }

    private void show(
            Submission submission,
            Dataset dataset,
            User viewer,
            QueryParameters query,
            List<LabelSet> sets,
            int labels,
            @Nullable LabelPart part) {
        var version = dataset.versions().stream()
                .filter(v -> v.id().equals(submission.version()))
                .findFirst()
                .orElseThrow();
        var address = BoardRoutes.submission(submission.id());
        Map<String, String> evaluated = evaluatedBy(labels, part);
        add(header(submission, dataset, version, viewer));
        if (sets.size() > 1) {
            add(new LabelSetSwitch(
                    sets,
                    labels,
                    number -> UI.getCurrent().navigate(address, QueryParameters.simple(evaluatedBy(number, part)))));
        }
        var split = splits.find(version.id());
        if (split.isPresent()) {
            add(new PartSwitch(
                    split,
                    splits.parts(version.id(), viewer),
                    submission.metrics().part(),
                    chosen -> UI.getCurrent().navigate(address, QueryParameters.simple(evaluatedBy(labels, chosen)))));
        }
        var scores = submissions.scores(submission, viewer);
        add(new ResultPanels(
                new ResultPanels.About(
                        submission.name(),
                        RunColors.of(submission.entry()),
                        submission.metrics(),
                        null,
                        List.of(new Anchor(
                                DatasetRoutes.testImages(dataset.id(), version.id()), "Label the test images"))),
                submissions.evaluated(submission, viewer),
                query,
                state -> {
                    var whole = new LinkedHashMap<>(state);
                    whole.putAll(evaluated);
                    Address.replace(this, address, whole);
                }));
        add(images(version, scores));
    }

    private static Map<String, String> evaluatedBy(int labels, @Nullable LabelPart part) {
        var query = new LinkedHashMap<String, String>();
        if (labels != LabelSet.NEWEST) {
            query.put(LABELS, Integer.toString(labels));
        }
        if (part != null) {
            query.put(PART, part.word());
        }
        return query;
    }

    private PageHeader header(Submission submission, Dataset dataset, DatasetVersion version, User viewer) {
        var actions = new ArrayList<Component>();
        var csv = new Anchor(BoardRoutes.scoresCsv(submission.entry()), "Scores CSV");
        csv.setRouterIgnore(true);
        csv.getElement().setAttribute("download", true);
        csv.addClassName("odd-button-link");
        actions.add(csv);
        if (submissions.mayDelete(submission, viewer)) {
            actions.add(delete(submission, dataset, viewer));
        }
        var header = new PageHeader(submission.name(), "", actions.toArray(Component[]::new));
        var parts = new ArrayList<Component>(List.of(
                new Text(
                        (submission.kind() == Submission.Kind.FILE
                                ? "Scores made elsewhere, on "
                                : "Ensemble, " + submission.method() + ", on ")),
                new Anchor(DatasetRoutes.leaderboard(dataset.id()), dataset.name() + " v" + version.number()),
                new Text(" · AUC "),
                AucText.of(submission.metrics()),
                new Text(" · " + submission.byName() + ", " + Format.ago(submission.createdAt()))));
        if (!submission.members().isEmpty()) {
            parts.addAll(List.of(
                    new Text(" · "),
                    new Anchor(
                            BoardRoutes.compare(submission.members()),
                            "compare its " + submission.members().size() + " members")));
        }
        header.setSubtitle(parts.toArray(Component[]::new));
        return header;
    }

    private Button delete(Submission submission, Dataset dataset, User viewer) {
        return new Button("Delete", e -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader("Delete \"" + submission.name() + "\"?");
            dialog.setText("Its scores and its place on the board go with it, and can't be brought back.");
            dialog.setCancelable(true);
            dialog.setCancelText("Keep it");
            dialog.setConfirmText("Delete the submission");
            dialog.setConfirmButtonTheme("error primary");
            dialog.addConfirmListener(confirmed -> {
                submissions.delete(submission.id(), viewer);
                Toast.show("The submission is deleted.");
                UI.getCurrent().navigate(DatasetRoutes.leaderboard(dataset.id()));
            });
            dialog.open();
        });
    }

    private static Panel images(DatasetVersion version, Scores scores) {
        double[] values = scores.scores();
        var ranked = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .mapToInt(i -> i)
                .toArray();
        var tiles = new PlainTiles(
                version, scores.labels(), (image, place) -> "#" + (place + 1), image -> Format.number(values[image]));
        tiles.show(ranked);
        var panel = new Panel("Images", tiles);
        panel.setNote("most anomalous first");
        return panel;
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
