package oddboard.inbox.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.inbox.Disagreement;
import oddboard.inbox.Inbox;
import oddboard.inbox.InboxDrift;
import oddboard.inbox.InboxId;
import oddboard.inbox.InboxRoutes;
import oddboard.inbox.Inboxes;
import oddboard.job.JobChanges;
import oddboard.job.ui.JobStatus;
import oddboard.job.ui.JobWatch;
import oddboard.run.ui.Address;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.OnceButton;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;

/** An inbox: on what its models disagree, how it drifts, and what it scored. */
@Route(InboxRoutes.ALL + "/:id")
@PermitAll
class InboxView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private final transient Inboxes inboxes;
    private final transient InboxDrift drift;
    private final transient User viewer;
    private transient @Nullable Inbox shown;

    InboxView(Inboxes inboxes, InboxDrift drift, Users users, JobChanges changes) {
        this.inboxes = inboxes;
        this.drift = drift;
        this.viewer = users.require();
        addClassName("odd-page");
        JobWatch.on(this, changes, jobs -> refresh());
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? "Inbox" : shown.name()) + " \u00b7 Oddboard";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = event.getRouteParameters()
                .get("id")
                .map(Address::id)
                .filter(id -> id.isPresent())
                .flatMap(id -> inboxes.find(new InboxId(id.getAsLong()), viewer))
                .orElse(null);
        if (shown == null) {
            event.rerouteToError(NotFoundException.class, "There is no such inbox, or you may not see its data set.");
            return;
        }
        show(shown);
    }

    private void refresh() {
        Inbox before = shown;
        if (before != null) {
            inboxes.find(before.id(), viewer).ifPresent(this::show);
        }
    }

    private void show(Inbox inbox) {
        shown = inbox;
        removeAll();
        PageHeader header = new PageHeader(inbox.name(), "");
        header.setSubtitle(
                new Span(inbox.folder() + " every " + (inbox.minutes() == 1 ? "minute" : inbox.minutes() + " minutes")
                        + " with "),
                new Anchor("models/" + inbox.model(), inbox.champion()),
                new Span((inbox.challenger().isEmpty() ? "" : " and " + inbox.challenger()) + " on "
                        + inbox.datasetName() + ", by " + inbox.byName()
                        + (inbox.reviewers() == 2 ? " \u00b7 two reviewers of each image" : "")));
        header.setActions(actions(inbox).toArray(Component[]::new));
        add(header, new Panel("", facts(inbox)));
        if (!inbox.challenger().isEmpty()) {
            add(disagreements(inbox));
        }
        List<Scoring> scorings = inboxes.scorings(inbox, Long.MAX_VALUE, SHOWN, viewer);
        if (scorings.isEmpty()) {
            add(new EmptyState(
                    "Nothing was scored yet",
                    "Images that lie in " + inbox.folder() + " are taken at the next look, "
                            + (inbox.paused()
                                    ? "once the inbox is resumed."
                                    : "ten seconds after they were written.")));
            return;
        }
        List<InboxDrift.Point> points = drift.of(inbox, viewer);
        if (!points.isEmpty()) {
            add(new DriftPanel(points, inbox.psiLimit()));
        }
        MarkupTable<Scoring> table = scorings();
        table.show(scorings);
        add(new Panel("Scorings, newest first", table).flush());
    }

    private List<Component> actions(Inbox inbox) {
        List<Component> actions = new ArrayList<>();
        if (!inboxes.mayChange(inbox, viewer)) {
            return actions;
        }
        if (!inbox.paused()) {
            actions.add(new OnceButton(
                    "Look now",
                    () -> act(() -> inboxes.lookNow(inbox.id(), viewer), "It is looked into within seconds.")));
        }
        actions.add(new OnceButton(
                inbox.paused() ? "Resume" : "Pause",
                () -> act(
                        () -> inboxes.pause(inbox.id(), !inbox.paused(), viewer),
                        inbox.paused()
                                ? "The inbox is watched again."
                                : "The inbox takes nothing until you resume it.")));
        int others = inbox.reviewers() == 2 ? 1 : 2;
        OnceButton reviewers = new OnceButton(
                others == 2 ? "Ask two reviewers" : "Ask one reviewer",
                () -> act(
                        () -> inboxes.change(inbox.id(), null, others, viewer),
                        (others == 2 ? "Two people review" : "One person reviews")
                                + " each image that is scored from now on."));
        reviewers.setTooltipText("Of what is scored from now on. With two, neither sees what the other says.");
        actions.add(reviewers);
        actions.add(new OnceButton("Delete", () -> {
            ConfirmDialog dialog = new ConfirmDialog(
                    "Delete this inbox?",
                    "Its folder and its scorings stay. A new inbox of the folder scores all images again.",
                    "Delete",
                    confirmed -> {
                        inboxes.delete(inbox.id(), viewer);
                        UI.getCurrent().navigate(InboxRoutes.ALL);
                    },
                    "Keep",
                    kept -> {});
            dialog.open();
            return false;
        }));
        return actions;
    }

    private boolean act(Runnable action, String message) {
        try {
            action.run();
            Toast.show(message);
        } catch (ConflictException e) {
            Toast.error(String.valueOf(e.getMessage()));
        }
        refresh();
        return true;
    }

    private static Div facts(Inbox inbox) {
        Div facts = new Div();
        facts.addClassName("odd-facts");
        Span state = new Span(InboxesView.state(inbox));
        state.addClassName("odd-strong");
        facts.add(state);
        Span images = new Span(Format.count(inbox.taken()));
        images.addClassName("odd-strong");
        facts.add(new Span(images, new Span(inbox.taken() == 1 ? " image" : " images")));
        facts.add(new Span(
                inbox.lookedAt() == null ? "not looked into yet" : "looked into " + Format.ago(inbox.lookedAt())));
        if (inbox.left() > 0) {
            facts.add(new Span(
                    Format.count(inbox.left()) + " left for the next look: still being written, or not readable"));
        }
        if (!inbox.trouble().isEmpty()) {
            Span trouble = new Span(inbox.trouble());
            trouble.addClassName("odd-error");
            trouble.getElement().setAttribute("role", "alert");
            facts.add(trouble);
        }
        return facts;
    }

    private Panel disagreements(Inbox inbox) {
        List<Disagreement> all = inboxes.disagreements(inbox, SHOWN);
        if (all.isEmpty()) {
            return new Panel(
                    "Where champion and challenger disagree",
                    new Span("On no image so far. Both need a threshold, and both must have scored it."));
        }
        MarkupTable<Disagreement> table = new MarkupTable<Disagreement>(
                        "Images on which they disagree, newest scoring first",
                        one -> one.scoring() + "-" + one.index(),
                        List.of(
                                Column.<Disagreement>of(
                                                "Image",
                                                (cell, one) -> cell.add(MarkupParts.link(
                                                        ScoringRoutes.scoring(one.scoring()), one.file())))
                                        .rowHeader(),
                                Column.<Disagreement>text(
                                        "Flagged by",
                                        one -> one.flagged() ? "the champion alone" : "the challenger alone"),
                                Column.<Disagreement>number("Champion", one -> Format.number(one.champion()))
                                        .labeled(),
                                Column.<Disagreement>number("Challenger", one -> Format.number(one.challenger()))
                                        .labeled()))
                .stacked();
        table.show(all);
        return new Panel("Where champion and challenger disagree", table).flush();
    }

    private static MarkupTable<Scoring> scorings() {
        return new MarkupTable<Scoring>(
                        "Scorings of this inbox",
                        scoring -> scoring.id().toString(),
                        List.of(
                                Column.<Scoring>of(
                                                "Scoring",
                                                (cell, scoring) -> cell.add(MarkupParts.link(
                                                                ScoringRoutes.scoring(scoring.id()),
                                                                "Scoring " + scoring.id()))
                                                        .add(MarkupParts.note(" with "
                                                                + scoring.model()
                                                                        .ref())))
                                        .rowHeader(),
                                Column.of("State", (cell, scoring) -> cell.add(JobStatus.tagHtml(scoring.job()))),
                                Column.<Scoring>number(
                                                "Images",
                                                s -> Format.count(s.counts().done()))
                                        .labeled(),
                                Column.<Scoring>number(
                                                "Flagged",
                                                s -> s.threshold() == null
                                                        ? "–"
                                                        : Format.count(
                                                                s.counts().flagged()))
                                        .labeled(),
                                Column.<Scoring>number(
                                                "Failed",
                                                s -> Format.count(s.counts().failed()))
                                        .labeled(),
                                Column.<Scoring>text("Queued", s -> Format.ago(s.createdAt()))
                                        .wide()))
                .stacked();
    }
}
