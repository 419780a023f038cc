package oddboard.gallery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ui.DatasetHeader;
import oddboard.dataset.ui.DatasetPage;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageLists;
import oddboard.label.LabelMark;
import oddboard.label.LabelMarks;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.ui.EmptyState;

/** Labels that users say are wrong; who may relabel the data set approves or rejects them, one by one or all. */
@Route("datasets/:id/review")
@PermitAll
class LabelReviewView extends DatasetPage {
    private static final long serialVersionUID = 1L;
    private final transient LabelMarks marks;
    private final transient LabelSets labelSets;
    private final transient ImageLists lists;

    LabelReviewView(Datasets datasets, LabelMarks marks, LabelSets labelSets, ImageLists lists, Users users) {
        super("Label review", datasets, users);
        this.marks = marks;
        this.labelSets = labelSets;
        this.lists = lists;
    }

    @Override
    protected void show(Dataset dataset, BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        var named = query.getSingleParameter("version");
        var version = (named.isPresent()
                        ? dataset.versions().stream()
                                .filter(v -> v.id().toString().equals(named.get()))
                                .findFirst()
                        : dataset.ready())
                .filter(v -> v.state() == DatasetVersion.State.READY);
        if (named.isPresent() && version.isEmpty()) {
            event.rerouteToError(NotFoundException.class, "This data set has no such version.");
            return;
        }
        add(new DatasetHeader(dataset, DatasetRoutes.versions(dataset.id()), viewer));
        if (version.isEmpty()) {
            add(new EmptyState("No labels to review yet", "They come with the first version whose images are ready."));
            return;
        }
        fill(dataset, version.get(), state(query.getSingleParameter("state")));
    }

    private static LabelMark.State state(Optional<String> word) {
        for (var state : LabelMark.State.values()) {
            if (word(state).equals(word.orElse(""))) {
                return state;
            }
        }
        return LabelMark.State.OPEN;
    }

    private static String word(LabelMark.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String empty(LabelMark.State state) {
        return switch (state) {
            case OPEN -> "Whoever sees a wrong label among a run's ranked images presses L there; it shows here then.";
            case APPROVED -> "Approved suggestions are kept here, with the label set that they made.";
            case REJECTED -> "Rejected suggestions are kept here, so that nobody decides twice.";
        };
    }

    private void fill(Dataset dataset, DatasetVersion version, LabelMark.State state) {
        var found = marks.list(version.id(), state, viewer);
        add(states(version, state));
        if (found.isEmpty()) {
            add(new EmptyState(
                    state == LabelMark.State.OPEN ? "No label waits for review" : "Nothing here yet", empty(state)));
            return;
        }
        boolean may = labelSets.mayRelabel(dataset, version.id(), viewer);
        var list = lists.of(version, LabelSet.NEWEST, ImageFilter.test(""), viewer);
        add(new LabelReviewPanel(
                version,
                list,
                found,
                may,
                new LabelReviewController(
                        marks,
                        version.id(),
                        viewer,
                        () -> UI.getCurrent().navigate(DatasetRoutes.review(dataset.id()), query(version, state)))));
    }

    private static Div states(DatasetVersion version, LabelMark.State now) {
        var chips = new Div();
        chips.addClassName("odd-chips");
        var words = Map.of(
                LabelMark.State.OPEN,
                "Waiting",
                LabelMark.State.APPROVED,
                "Approved",
                LabelMark.State.REJECTED,
                "Rejected");
        for (var state : LabelMark.State.values()) {
            var chip = new Anchor(
                    new Location(DatasetRoutes.review(version.dataset()), query(version, state))
                            .getPathWithQueryParameters(),
                    words.get(state));
            chip.addClassName("odd-chip");
            if (state == now) {
                chip.getElement().setAttribute("aria-current", "true");
            }
            chips.add(chip);
        }
        return chips;
    }

    private static QueryParameters query(DatasetVersion version, LabelMark.State state) {
        Map<String, String> query = new HashMap<>();
        query.put("version", version.id().toString());
        if (state != LabelMark.State.OPEN) {
            query.put("state", word(state));
        }
        return QueryParameters.simple(query);
    }
}
