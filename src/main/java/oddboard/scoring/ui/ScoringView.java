package oddboard.scoring.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.job.JobChanges;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.job.ui.JobWatch;
import oddboard.run.ui.Address;
import oddboard.scoring.Drifts;
import oddboard.scoring.ImageSelection;
import oddboard.scoring.ImageSelection.Shown;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringRoutes;
import oddboard.scoring.Scorings;
import oddboard.scoring.Verdicts;
import oddboard.ui.Chart;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** What a scoring found: counts, the histogram, and the images, most anomalous first. */
@Route(ScoringRoutes.ALL + "/:id")
@PermitAll
class ScoringView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 48;
    private static final int SCORED_COLOR = 1;
    private static final int REFERENCE_COLOR = 7;

    private final transient Scorings scorings;
    private final transient Verdicts verdicts;
    private final transient Datasets datasets;
    private final transient ScoringActions actions;
    private final transient Drifts drifts;
    private final transient User viewer;
    private transient @Nullable Scoring shown;
    private transient Shown filter = Shown.ALL;
    private transient int page;
    private @Nullable JobStatus status;
    private @Nullable PageHeader header;
    private final Div facts = new Div();
    private final Div drift = new Div();
    private final Panel images = new Panel("Images");
    private final Chart chart = new Chart("Scores of these images beside those of training images");

    ScoringView(
            Scorings scorings,
            Verdicts verdicts,
            Datasets datasets,
            ScoringActions actions,
            Drifts drifts,
            Users users,
            JobChanges changes) {
        this.scorings = scorings;
        this.verdicts = verdicts;
        this.datasets = datasets;
        this.actions = actions;
        this.drifts = drifts;
        this.viewer = users.require();
        addClassName("odd-page");
        chart.addClassName("odd-histogram-chart");
        facts.addClassName("odd-facts");
        JobWatch.on(this, changes, jobs -> {
            if (shown != null && jobs.contains(shown.job().id())) {
                scorings.find(shown.id(), viewer).ifPresent(this::moved);
            }
        });
    }

    static String title(Scoring scoring) {
        return scoring.name().isEmpty() ? "Scoring " + scoring.id() : scoring.name();
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? "Scoring" : title(shown)) + " \u00b7 Oddboard";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        drift.removeAll();
        Scoring found = event.getRouteParameters()
                .get("id")
                .map(Address::id)
                .filter(id -> id.isPresent())
                .flatMap(id -> scorings.find(new ScoringId(id.getAsLong()), viewer))
                .orElse(null);
        shown = found;
        if (found == null) {
            event.rerouteToError(NotFoundException.class, "There is no such scoring, or you may not see its data set.");
            return;
        }
        QueryParameters query = event.getLocation().getQueryParameters();
        String word = Address.value(query, "shown");
        filter = List.of(Shown.values()).stream()
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElse(Shown.ALL);
        page = (int) Math.min(100_000, Address.id(Address.value(query, "page")).orElse(0));
        status = new JobStatus(found.job());
        PageHeader top = new PageHeader(title(found), "");
        header = top;
        top.setSubtitle(
                new Span("with "),
                new Anchor("models/" + found.model().name(), found.model().ref()),
                new Span(
                        found.model().alias().isEmpty()
                                ? ""
                                : " (" + found.model().alias() + " when it was queued)"),
                new Span((found.source() == null ? "" : " of " + found.source()) + " on " + found.datasetName()
                        + ", by " + found.byName() + " " + Format.ago(found.createdAt())));
        add(top, new Panel("", status, facts));
        Panel scores = new Panel("Scores", chart);
        scores.setNote("the training images' are scaled to as many images");
        add(scores, drift, images);
        moved(found);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void moved(Scoring now) {
        boolean first = images.getChildren().count() < 2;
        if (header != null
                && (first || shown == null || shown.job().state() != now.job().state())) {
            header.setActions(actions.of(now, viewer));
        }
        boolean grew = shown == null || shown.counts().done() != now.counts().done() || first;
        shown = now;
        if (status != null) {
            status.show(now.job());
        }
        showFacts(now);
        if (drift.getChildren().findAny().isEmpty()) {
            drifts.of(now).ifPresent(found -> drift.add(new DriftTable(found)));
        }
        if (grew) {
            showScores(now);
            // Tiles that move under somebody's hand can't be judged: only a page that is not full grows.
            if (first || scorings.images(now, selection(), page * PAGE, PAGE).size() < PAGE || page == 0) {
                showImages(now);
            }
        }
    }

    private void showFacts(Scoring now) {
        Scoring.Counts counts = now.counts();
        facts.removeAll();
        facts.add(fact(Format.count(counts.done()), now.job().state().isEnded() ? " images" : " images so far"));
        if (now.threshold() == null) {
            facts.add(new Span("no threshold: images are ranked, none is flagged"));
        } else {
            facts.add(fact(Format.count(counts.flagged()), " flagged"));
            if (now.threshold().look() != null) {
                facts.add(fact(Format.count(counts.looks()), " to look at"));
            }
            facts.add(fact(Format.count(counts.passed()), " passed"));
            facts.add(new Span("threshold " + Format.number(now.threshold().value())));
        }
        if (counts.failed() > 0) {
            facts.add(fact(Format.count(counts.failed()), " could not be read"));
        }
        if (counts.verdicts() > 0) {
            facts.add(fact(Format.count(counts.verdicts()), " reviewed"));
        }
    }

    private static Span fact(String number, String words) {
        Span strong = new Span(number);
        strong.addClassName("odd-strong");
        return new Span(strong, new Span(words));
    }

    private void showScores(Scoring now) {
        double[] scores = scorings.scores(now);
        double[] reference = scorings.reference(now);
        ComparedHistogram histogram = ComparedHistogram.of(scores, reference);
        List<Chart.Bars> bars = new ArrayList<>();
        if (reference.length > 0) {
            bars.add(new Chart.Bars("training images", histogram.reference(), REFERENCE_COLOR));
        }
        bars.add(new Chart.Bars("scored images", histogram.scored(), SCORED_COLOR));
        chart.showHistogram(
                histogram.edges(),
                bars,
                now.threshold() == null ? Double.NaN : now.threshold().value(),
                "score");
    }

    private ImageSelection selection() {
        return new ImageSelection(
                filter, filter == Shown.ERRORS ? ImageSelection.Order.INDEX : ImageSelection.Order.SCORE);
    }

    private void showImages(Scoring now) {
        images.getChildren().skip(1).toList().forEach(images::remove);
        List<ScoredImage> found = scorings.images(now, selection(), page * PAGE, PAGE + 1);
        Nav chips = new Nav();
        chips.setAriaLabel("Which images");
        chips.addClassName("odd-chips");
        for (Shown one : Shown.values()) {
            if (ShownWords.offers(now, one)) {
                Anchor chip = new Anchor(address(now, one, 0), ShownWords.of(now, one));
                chip.addClassName("odd-chip");
                if (one == filter) {
                    chip.getElement().setAttribute("aria-current", "page");
                }
                chips.add(chip);
            }
        }
        images.add(chips);
        if (found.isEmpty()) {
            images.add(new EmptyState(
                    "No images here",
                    now.job().state() == JobState.SUCCEEDED || filter != Shown.ALL
                            ? "No image of this scoring is in this list."
                            : "They come a few hundred at a time, as they are scored."));
            return;
        }
        boolean may = datasets.find(now.dataset(), viewer)
                .filter(dataset -> datasets.mayChange(dataset, viewer))
                .isPresent();
        ScoredGallery gallery = new ScoredGallery(may, (index, verdict) -> said(now.id(), index, verdict));
        gallery.show(now, found.subList(0, Math.min(PAGE, found.size())));
        images.add(gallery);
        Div pages = new Div();
        pages.addClassName("odd-actions");
        if (page > 0) {
            pages.add(new Anchor(address(now, filter, page - 1), "Previous " + PAGE));
        }
        if (found.size() > PAGE) {
            pages.add(new Anchor(address(now, filter, page + 1), "Next " + PAGE));
        }
        images.add(pages);
    }

    private boolean said(ScoringId id, int index, Optional<ScoredImage.Verdict.Kind> verdict) {
        verdicts.set(id, index, verdict.orElse(null), "", "", viewer);
        scorings.find(id, viewer).ifPresent(now -> {
            shown = now;
            showFacts(now);
        });
        return true;
    }

    private static String address(Scoring now, Shown shown, int page) {
        return Address.of(
                ScoringRoutes.scoring(now.id()),
                Map.of(
                        "shown",
                        shown == Shown.ALL ? "" : word(shown),
                        "page",
                        page == 0 ? "" : Integer.toString(page)));
    }
}
