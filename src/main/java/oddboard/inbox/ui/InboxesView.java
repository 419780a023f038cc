package oddboard.inbox.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.inbox.Inbox;
import oddboard.inbox.InboxRoutes;
import oddboard.inbox.Inboxes;
import oddboard.place.Places;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.StateTag.Tone;

/** Everybody's inboxes, and the form of a new one. */
@Route(InboxRoutes.ALL)
@PageTitle("Inboxes \u00b7 Oddboard")
@Menu(title = "Inboxes", order = 5.5)
@PermitAll
class InboxesView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Inboxes inboxes;
    private final transient Models models;
    private final transient Places places;
    private final transient Users users;

    InboxesView(Inboxes inboxes, Models models, Places places, Users users) {
        this.inboxes = inboxes;
        this.models = models;
        this.places = places;
        this.users = users;
        addClassName("odd-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User viewer = users.require();
        add(new PageHeader("Inboxes", "Folders and buckets whose new images are scored by themselves"));
        List<Inbox> all = inboxes.list(viewer);
        List<RegisteredModel> fitting = models.list(viewer).stream()
                .filter(model -> !model.aliases().isEmpty() && models.mayChange(model, viewer))
                .toList();
        if (!all.isEmpty()) {
            MarkupTable<Inbox> table = table();
            add(new Panel("", table).flush());
            table.show(all);
        }
        if (places.names().isEmpty()) {
            addUnless(
                    all,
                    new EmptyState(
                            "No folder or bucket is listed",
                            "An administrator lists the folders and buckets that may be watched in the settings"
                                    + " oddboard.upload.server-folders and oddboard.upload.buckets; then one of them, or a folder below,"
                                    + " becomes an inbox."));
        } else if (fitting.isEmpty()) {
            addUnless(
                    all,
                    new EmptyState(
                            "No inboxes yet",
                            "An inbox scores what is new in a folder with the model version that an alias means, such as"
                                    + " champion. Give a version of a model an alias first.",
                            new Anchor("models", "Models")));
        } else {
            addUnless(
                    all,
                    new EmptyState(
                            "No inboxes yet",
                            "Choose a folder below: what lies in it and what comes later is scored, each image once."));
            add(new NewInboxForm(inboxes, places, fitting, viewer));
        }
    }

    private void addUnless(List<Inbox> there, EmptyState empty) {
        if (there.isEmpty()) {
            add(empty);
        }
    }

    private static MarkupTable<Inbox> table() {
        return new MarkupTable<Inbox>(
                        "Inboxes, newest first",
                        inbox -> inbox.id().toString(),
                        List.of(
                                Column.<Inbox>of(
                                                "Inbox",
                                                (cell, inbox) -> cell.add(MarkupParts.link(
                                                                InboxRoutes.inbox(inbox.id()), inbox.name()))
                                                        .add(MarkupParts.note(
                                                                inbox.folder() + " with " + inbox.champion())))
                                        .rowHeader(),
                                Column.of(
                                        "State", (cell, inbox) -> cell.add(MarkupParts.tag(state(inbox), tone(inbox)))),
                                Column.<Inbox>number("Images", inbox -> Format.count(inbox.taken()))
                                        .labeled(),
                                Column.<Inbox>text(
                                                "Last look",
                                                inbox -> inbox.lookedAt() == null
                                                        ? "not yet"
                                                        : Format.ago(inbox.lookedAt()))
                                        .wide(),
                                Column.<Inbox>text("By", Inbox::byName).wide()))
                .stacked();
    }

    static String state(Inbox inbox) {
        return inbox.paused() ? "Paused" : inbox.trouble().isEmpty() ? "Watching" : "Trouble";
    }

    static Tone tone(Inbox inbox) {
        return inbox.paused() || !inbox.trouble().isEmpty() ? Tone.WARN : Tone.GOOD;
    }
}
