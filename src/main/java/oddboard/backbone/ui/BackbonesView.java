package oddboard.backbone.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.DescriptionList;
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
import oddboard.backbone.Backbone;
import oddboard.backbone.BackboneRoutes;
import oddboard.backbone.Backbones;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.job.JobChanges;
import oddboard.job.ui.JobWatch;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import oddboard.ui.Toast;

/** Networks that were added, what uses them, and for administrators the form of a new one. */
@Route(BackboneRoutes.ALL)
@PageTitle("Backbones \u00b7 Oddboard")
@Menu(title = "Backbones", order = 5.7)
@PermitAll
class BackbonesView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient Backbones backbones;
    private final transient Users users;
    private final Div list = new Div();

    BackbonesView(Backbones backbones, Users users, JobChanges changes) {
        this.backbones = backbones;
        this.users = users;
        addClassName("odd-page");
        list.addClassName("odd-backbones");
        JobWatch.on(
                this,
                changes,
                jobs -> backbones.list().stream().anyMatch(b -> jobs.contains(b.test())),
                jobs -> refresh());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        User viewer = users.require();
        add(
                new PageHeader(
                        "Backbones",
                        "Networks trained elsewhere, whose weights the detector \u201cbackbone\u201d uses as they are"),
                list);
        if (viewer.isAdmin()) {
            add(new NewBackboneForm(backbones, viewer, this::refresh));
        }
        refresh();
    }

    private void refresh() {
        list.removeAll();
        User viewer = users.require();
        List<Backbone> all = backbones.list();
        if (all.isEmpty()) {
            list.add(new EmptyState(
                    "No backbones yet",
                    "The built-in one is always there. "
                            + (viewer.isAdmin()
                                    ? "Add the weights of a larger network below; runs choose it by its name."
                                    : "An administrator can add the weights of a larger network.")));
        }
        all.forEach(backbone -> list.add(panel(backbone, viewer)));
    }

    private Panel panel(Backbone b, User viewer) {
        DescriptionList facts = new DescriptionList();
        facts.addClassName("odd-list");
        fact(facts, "License", b.license());
        fact(facts, "Source", b.source());
        fact(facts, "Used by", used(b));
        fact(facts, "Self test", b.tested() == null ? state(b) : b.tested());
        fact(facts, "File", b.filename() + ", " + Format.bytes(b.size()));
        fact(facts, "SHA-256", b.sha256());
        fact(facts, "Added by", b.byName() + ", " + Format.ago(b.createdAt()));
        Panel panel = new Panel(b.name(), facts);
        panel.setNote(b.architecture());
        StateTag tag = new StateTag(state(b), tone(b));
        if (viewer.isAdmin()) {
            Button delete = new Button("Delete", e -> confirm(b));
            delete.setAriaLabel("Delete " + b.name());
            delete.addThemeVariants(ButtonVariant.TERTIARY);
            panel.setActions(tag, delete);
        } else {
            panel.setActions(tag);
        }
        return panel;
    }

    private static void fact(DescriptionList facts, String term, String words) {
        facts.add(new DescriptionList.Term(term), new DescriptionList.Description(words));
    }

    private static String used(Backbone b) {
        return count(b.runs(), "run") + ", " + count(b.models(), "model version");
    }

    private static String count(long count, String what) {
        return Format.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String state(Backbone b) {
        return b.isReady() ? "Ready" : b.state().isEnded() ? "Self test failed" : "Being tested";
    }

    private static Tone tone(Backbone b) {
        return b.isReady() ? Tone.GOOD : b.state().isEnded() ? Tone.BAD : Tone.WARN;
    }

    private void confirm(Backbone backbone) {
        var dialog = new ConfirmDialog(
                "Delete " + backbone.name() + "?",
                "No new run can use it then. Registered models keep their weights.",
                "Delete",
                e -> delete(backbone),
                "Keep",
                e -> {});
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void delete(Backbone backbone) {
        try {
            backbones.delete(backbone.name(), users.require());
        } catch (ConflictException | NotFoundException e) {
            Toast.error(String.valueOf(e.getMessage()));
        }
        refresh();
    }
}
