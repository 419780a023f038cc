package oddboard.scoring.ui;

import com.vaadin.flow.component.UI;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.job.JobChanges;
import oddboard.job.JobId;
import oddboard.job.ui.JobWatch;
import oddboard.run.ui.Address;
import oddboard.scoring.ImageSelection;
import oddboard.scoring.ImageSelection.Shown;
import oddboard.scoring.NextVersions;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringRoutes;
import oddboard.scoring.Scorings;
import oddboard.scoring.TwoReviewers;
import oddboard.scoring.Verdicts;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** The images of a scoring one by one, most anomalous first, with what helps to say what each is. */
@Route(ScoringRoutes.ALL + "/:id/review")
@PermitAll
class ReviewView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int STRIP = 14;
    private static final int BEFORE = 5;

    private final transient Scorings scorings;
    private final transient Verdicts verdicts;
    private final transient TwoReviewers reviewers;
    private final transient NextVersions versions;
    private final transient NextVersionPanel versionPanel;
    private final transient ReviewPictures pictures;
    private final transient ReviewTypes types;
    private final transient Datasets datasets;
    private final transient User viewer;
    private final Div made = new Div();
    private transient @Nullable Scoring shown;
    private transient Shown filter = Shown.ALL;
    private transient int at;
    private transient Set<JobId> madeBy = Set.of();
    private String type = "";
    private @Nullable VerdictBar bar;

    ReviewView(
            Scorings scorings,
            Verdicts verdicts,
            TwoReviewers reviewers,
            NextVersions versions,
            NextVersionPanel versionPanel,
            ReviewPictures pictures,
            ReviewTypes types,
            Datasets datasets,
            Users users,
            JobChanges changes) {
        this.scorings = scorings;
        this.verdicts = verdicts;
        this.reviewers = reviewers;
        this.versions = versions;
        this.versionPanel = versionPanel;
        this.pictures = pictures;
        this.types = types;
        this.datasets = datasets;
        viewer = users.require();
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> {
            if (shown != null && jobs.stream().anyMatch(madeBy::contains)) {
                showMade(shown);
            }
        });
    }

    @Override
    public String getPageTitle() {
        return "Review" + (shown == null ? "" : " of " + ScoringView.title(shown)) + " \u00b7 Oddboard";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = event.getRouteParameters()
                .get("id")
                .map(Address::id)
                .filter(id -> id.isPresent())
                .flatMap(id -> scorings.find(new ScoringId(id.getAsLong()), viewer))
                .orElse(null);
        if (shown == null) {
            event.rerouteToError(NotFoundException.class, "There is no such scoring, or you may not see its data set.");
            return;
        }
        QueryParameters query = event.getLocation().getQueryParameters();
        String word = Address.value(query, "shown");
        filter = List.of(Shown.values()).stream()
                .filter(one -> ScoringView.word(one).equals(word))
                .findFirst()
                .orElse(shown.threshold() == null || shown.counts().flagged() == 0 ? Shown.ALL : Shown.FLAGGED);
        at = (int) Math.min(1_000_000, Address.id(Address.value(query, "at")).orElse(0));
        show(shown);
    }

    private void show(Scoring now) {
        removeAll();
        bar = null;
        Dataset dataset = datasets.find(now.dataset(), viewer).orElseThrow();
        boolean may = datasets.mayChange(dataset, viewer);
        add(header(now, dataset, may), filters(now));
        int first = Math.max(0, at - BEFORE);
        List<ScoredImage> images =
                scorings.images(now, new ImageSelection(filter, ImageSelection.Order.SCORE), first, at - first + STRIP);
        ScoredImage image = at - first < images.size() ? images.get(at - first) : null;
        if (image == null || image.fault() != null) {
            add(new EmptyState(
                    at == 0 ? "No images here" : "That was the last image",
                    at == 0
                            ? "No image of this scoring is in this list."
                            : "What you said can become labels of the next data version.",
                    new Anchor(address(now, filter, 0), "From the first image"),
                    new Anchor(ScoringRoutes.scoring(now.id()), "The scoring")));
        } else {
            Div columns = new Div(stage(now, image, dataset, may), pictures.nearest(now, image, viewer));
            columns.addClassName("odd-columns");
            List<ScoredImage> strip = images.stream()
                    .filter(one -> one.fault() == null)
                    .limit(STRIP)
                    .toList();
            add(
                    columns,
                    new Panel("", ReviewPictures.strip(now, strip, first, at, place -> address(now, filter, place))));
        }
        showMade(now);
        add(made);
    }

    private PageHeader header(Scoring now, Dataset dataset, boolean may) {
        PageHeader header = new PageHeader("Review of " + ScoringView.title(now), "");
        Scoring.Counts counts = now.counts();
        header.setSubtitle(new Span(Format.count(counts.verdicts()) + " of " + Format.count(counts.done())
                + " images reviewed · " + Format.count(counts.flagged()) + " flagged · scored with "
                + now.model().ref() + " on " + now.datasetName() + VerdictWords.of(reviewers.progress(now))));
        Anchor whole = new Anchor(ScoringRoutes.scoring(now.id()), "All images");
        whole.addClassName("odd-button-link");
        if (!may) {
            header.setActions(whole);
            return header;
        }
        int next = dataset.versions().stream()
                        .mapToInt(DatasetVersion::number)
                        .max()
                        .orElse(0)
                + 1;
        OnceButton make = OnceButton.primary("Make data version " + next, () -> make(now));
        make.setEnabled(counts.verdicts() > 0);
        make.setTooltipText("Images called normal become training images, anomalous ones test images of their type."
                + " Nothing else is changed.");
        header.setActions(whole, ReviewerChoice.of(reviewers, now, viewer, () -> show(now)), make);
        return header;
    }

    private boolean make(Scoring now) {
        DatasetVersion version = versions.start(now.id(), List.of(), null, viewer);
        Toast.show("Version " + version.number() + " is being made of what you and others said.");
        show(now);
        return true;
    }

    private void showMade(Scoring now) {
        boolean may = datasets.find(now.dataset(), viewer)
                .filter(dataset -> datasets.mayChange(dataset, viewer))
                .isPresent();
        madeBy = versions.of(now, viewer).stream().map(DatasetVersion::job).collect(Collectors.toSet());
        made.removeAll();
        versionPanel.of(now, may, viewer).ifPresent(made::add);
        made.setVisible(made.getChildren().findAny().isPresent());
    }

    private Nav filters(Scoring now) {
        Nav chips = new Nav();
        chips.setAriaLabel("Which images");
        chips.addClassName("odd-chips");
        for (Shown one : List.of(Shown.FLAGGED, Shown.LOOK, Shown.ALL, Shown.UNREVIEWED, Shown.DISPUTED)) {
            if (ShownWords.offers(now, one)) {
                Anchor chip = new Anchor(address(now, one, 0), ShownWords.of(now, one));
                chip.addClassName("odd-chip");
                if (one == filter) {
                    chip.getElement().setAttribute("aria-current", "page");
                }
                chips.add(chip);
            }
        }
        return chips;
    }

    private Panel stage(Scoring now, ScoredImage image, Dataset dataset, boolean may) {
        Span name = new Span(image.file());
        name.addClassNames("odd-strong", "odd-verdict__name");
        Double score = image.score();
        Scoring.AppliedThreshold threshold = now.threshold();
        Span facts = new Span((score == null ? "" : "score " + Format.number(score))
                + (threshold == null ? "" : " · threshold " + Format.number(threshold.value()))
                + " · number " + Format.count(at + 1) + " in this list");
        facts.addClassName("odd-note");
        Div line = new Div(name, facts);
        line.addClassName("odd-line");
        Panel stage = new Panel("", ReviewPictures.large(now, image), line);
        stage.addClassName("odd-verdict");
        ScoredImage.Verdict verdict = shownVerdict(now, image);
        Map<String, Runnable> keys = new LinkedHashMap<>();
        keys.put("ArrowRight", () -> go(now, at + 1));
        keys.put("ArrowLeft", () -> go(now, Math.max(0, at - 1)));
        if (may) {
            List<String> known = types.of(now, dataset);
            VerdictBar buttons = new VerdictBar(
                    verdict,
                    known,
                    verdict == null || verdict.type().isEmpty() ? type : verdict.type(),
                    (kind, named) -> recordVerdict(now, image, kind, named));
            bar = buttons;
            keys.put("a", () -> recordVerdict(now, image, Kind.ANOMALOUS, buttons.type()));
            keys.put("n", () -> recordVerdict(now, image, Kind.NORMAL, buttons.type()));
            keys.put("u", () -> recordVerdict(now, image, Kind.UNSURE, buttons.type()));
            for (int i = 0; i < Math.min(9, known.size()); i++) {
                String one = known.get(i);
                keys.put(Integer.toString(i + 1), () -> buttons.choose(one));
            }
            stage.add(buttons);
        }
        stage.add(new ReviewKeys(keys), VerdictWords.said(verdict, may));
        return stage;
    }

    /** One's own before what counts: with two reviewers neither sees what the other says. */
    private ScoredImage.@Nullable Verdict shownVerdict(Scoring now, ScoredImage image) {
        return reviewers.own(now, image.index(), viewer).orElse(image.verdict());
    }

    /** The same verdict again takes it back; any other one goes on to the next image. */
    private void recordVerdict(Scoring now, ScoredImage image, Kind kind, String named) {
        String typed = kind == Kind.ANOMALOUS ? named : "";
        ScoredImage.Verdict before = shownVerdict(now, image);
        boolean again = before != null && before.kind() == kind && before.type().equals(typed);
        verdicts.set(now.id(), image.index(), again ? null : kind, again ? "" : typed, "", viewer);
        type = named;
        Scoring then = scorings.find(now.id(), viewer).orElse(now);
        boolean leaves = (filter == Shown.UNREVIEWED || filter == Shown.DISPUTED)
                && scorings.image(then, image.index())
                        .filter(one -> one.verdict() == null)
                        .isEmpty();
        boolean moves = !again && !leaves;
        shown = then;
        go(then, moves ? at + 1 : at);
    }

    private void go(Scoring now, int place) {
        at = place;
        Optional.ofNullable(bar)
                .map(VerdictBar::type)
                .filter(one -> !one.isEmpty())
                .ifPresent(one -> type = one);
        UI.getCurrent().getPage().getHistory().replaceState(null, address(now, filter, place));
        show(now);
    }

    private static String address(Scoring now, Shown shown, int at) {
        return Address.of(
                ScoringRoutes.review(now.id()),
                Map.of("shown", ScoringView.word(shown), "at", at == 0 ? "" : Integer.toString(at)));
    }
}
