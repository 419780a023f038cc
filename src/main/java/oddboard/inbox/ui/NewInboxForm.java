package oddboard.inbox.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.inbox.Inbox;
import oddboard.inbox.InboxRoutes;
import oddboard.inbox.InboxSpec;
import oddboard.inbox.Inboxes;
import oddboard.place.Places;
import oddboard.registry.ModelAlias;
import oddboard.registry.RegisteredModel;
import oddboard.ui.OnceButton;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** What to watch, with which model, and how often. */
final class NewInboxForm extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient Inboxes inboxes;
    private final transient Places places;
    private final transient User viewer;
    private final TextField name = new TextField("Name");
    private final ComboBox<String> folder = new ComboBox<>("Folder or bucket");
    private final Select<RegisteredModel> model = new Select<>();
    private final Select<String> alias = new Select<>();
    private final Select<String> challenger = new Select<>();
    private final IntegerField minutes = new IntegerField("Minutes between looks");
    private final Select<Integer> reviewers = new Select<>();
    private final Span fault = new Span();

    NewInboxForm(Inboxes inboxes, Places places, List<RegisteredModel> models, User viewer) {
        super("Watch a folder");
        this.inboxes = inboxes;
        this.places = places;
        this.viewer = viewer;
        name.setMaxLength(200);
        setNote("choose a folder or bucket, or write a folder below it, such as images/line3");
        folder.setAllowCustomValue(true);
        folder.addCustomValueSetListener(event -> folder.setValue(event.getDetail()));
        folder.setItems(proposed());
        model.setLabel("Model");
        model.setItems(models);
        model.setItemLabelGenerator(RegisteredModel::name);
        model.addValueChangeListener(event -> showAliases(event.getValue()));
        alias.setLabel("Alias that scores");
        challenger.setLabel("Challenger");
        challenger.setEmptySelectionAllowed(true);
        challenger.setEmptySelectionCaption("none");
        model.setValue(models.getFirst());
        reviewers.setLabel("Reviewers of each image");
        reviewers.setTooltipText("With two, neither sees what the other says.");
        reviewers.setItems(1, 2);
        reviewers.setValue(1);
        minutes.setMin(1);
        minutes.setMax(InboxSpec.MAX_MINUTES);
        minutes.setValue(InboxSpec.DEFAULT_MINUTES);
        minutes.setStepButtonsVisible(true);
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        Div fields = new Div(name, folder, model, alias, challenger, minutes, reviewers);
        fields.addClassName("odd-form-grid");
        Div action = new Div(OnceButton.primary("Watch this folder", this::create), fault);
        action.addClassName("odd-actions");
        add(fields, action);
    }

    /** What is listed, and the folders one level below those of the server; a bucket may be far away. */
    private List<String> proposed() {
        List<String> all = new ArrayList<>();
        for (String root : places.names()) {
            all.add(root);
            if (Places.isBucket(root)) {
                continue;
            }
            try {
                places.list(root).stream().filter(Places.Entry::folder).forEach(entry -> all.add(entry.path()));
            } catch (InputException e) {
                // It is not there at this moment; what is chosen is checked when the inbox is made.
            }
        }
        return all;
    }

    private void showAliases(@Nullable RegisteredModel chosen) {
        List<String> names = chosen == null
                ? List.of()
                : chosen.aliases().stream().map(ModelAlias::name).toList();
        alias.setItems(names);
        challenger.setItems(names);
        if (!names.isEmpty()) {
            alias.setValue(names.contains("champion") ? "champion" : names.getFirst());
        }
    }

    private boolean create() {
        fault.setVisible(false);
        if (name.getValue().isBlank() || folder.getValue() == null || alias.getValue() == null) {
            return refuse("Give the inbox a name, a folder and an alias.");
        }
        try {
            Inbox inbox = inboxes.create(
                    new InboxSpec(
                            name.getValue(),
                            folder.getValue(),
                            model.getValue().name(),
                            alias.getValue(),
                            challenger.getValue() == null ? "" : challenger.getValue(),
                            minutes.getValue() == null ? 0 : minutes.getValue(),
                            InboxSpec.DEFAULT_PSI_LIMIT,
                            reviewers.getValue() == null ? 1 : reviewers.getValue()),
                    viewer);
            UI.getCurrent().navigate(InboxRoutes.inbox(inbox.id()));
            return true;
        } catch (InputException | ConflictException | NotFoundException | AccessDeniedException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private boolean refuse(String sentence) {
        fault.setText(sentence);
        fault.setVisible(true);
        return false;
    }
}
