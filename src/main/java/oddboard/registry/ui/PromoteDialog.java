package oddboard.registry.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelAliases;
import oddboard.registry.ModelComparisons;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Asks which alias is to point at a version, and shows the version beside the one that it points at now. */
final class PromoteDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final String OTHER = "another alias";
    private final transient Models models;
    private final transient ModelAliases aliases;
    private final transient ModelComparisons comparisons;
    private final transient RegisteredModel model;
    private final transient ModelVersion version;
    private final transient User viewer;
    private final Select<String> alias = new Select<>();
    private final TextField own = new TextField("Name of the alias");
    private final Select<Threshold> threshold = new Select<>();
    private final TextArea reason = new TextArea("Why?");
    private final Div comparison = new Div();
    private final Span fault = new Span();

    /** @param thresholds of the version */
    PromoteDialog(
            RegisteredModel model,
            ModelVersion version,
            List<Threshold> thresholds,
            Models models,
            ModelAliases aliases,
            ModelComparisons comparisons,
            User viewer,
            Runnable done) {
        this.models = models;
        this.aliases = aliases;
        this.comparisons = comparisons;
        this.model = model;
        this.version = version;
        this.viewer = viewer;
        setHeaderTitle("Promote version " + version.version() + " of " + model.name());
        setWidth("min(920px, 96vw)");
        alias.setLabel("Alias");
        alias.setItems(ModelAlias.CHAMPION, ModelAlias.CHALLENGER, OTHER);
        alias.setValue(ModelAlias.CHAMPION);
        own.setVisible(false);
        own.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        own.addValueChangeListener(e -> compare());
        alias.addValueChangeListener(e -> {
            own.setVisible(OTHER.equals(e.getValue()));
            compare();
        });
        threshold.setLabel("Threshold");
        threshold.setItems(thresholds);
        threshold.setItemLabelGenerator(t -> t == null
                ? "none"
                : Format.number(t.value()) + " · " + ModelThresholdText.method(t.method(), t.parameters()));
        threshold.setVisible(!thresholds.isEmpty());
        thresholds.stream().findFirst().ifPresent(threshold::setValue);
        threshold.addValueChangeListener(e -> compare());
        reason.setHelperText("In the audit log and on the model's page.");
        reason.setMaxLength(500);
        reason.setWidthFull();
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        var fields = new Div(alias, own, threshold);
        fields.addClassName("odd-form-grid");
        var body = new Div(fields, comparison, reason, fault);
        body.addClassName("odd-promote");
        add(body);
        getFooter().add(new Button("Not now", e -> close()), OnceButton.primary("Promote", () -> promote(done)));
        compare();
    }

    private String alias() {
        return OTHER.equals(alias.getValue()) ? own.getValue().strip() : alias.getValue();
    }

    private void compare() {
        comparison.removeAll();
        Optional<ModelVersion> present = model.aliased(alias());
        if (present.isEmpty()) {
            comparison.add(ModelThresholdPanel.note(
                    alias().isEmpty()
                            ? "Name the alias to see what it points at now."
                            : "No version is " + alias() + " yet, so there is nothing to compare with."));
            return;
        }
        if (present.get().equals(version)) {
            comparison.add(ModelThresholdPanel.note("Version " + version.version() + " is " + alias()
                    + " already; promoting it again changes its threshold and reason."));
            return;
        }
        try {
            comparison.add(new ComparisonPanel(
                    comparisons.compare(
                            present.get(),
                            models.thresholdFor(model.name() + "@" + alias(), viewer),
                            version,
                            Optional.ofNullable(threshold.getValue()),
                            viewer),
                    alias()));
        } catch (ConflictException e) {
            comparison.add(ModelThresholdPanel.warning(Objects.requireNonNull(e.getMessage())));
        }
    }

    private boolean promote(Runnable done) {
        @Nullable Threshold chosen = threshold.getValue();
        try {
            aliases.move(
                    model.name(),
                    alias(),
                    version.version(),
                    chosen == null ? null : chosen.id(),
                    reason.getValue(),
                    viewer);
        } catch (InputException | NotFoundException e) {
            fault.setText(e.getMessage());
            return false;
        } catch (AccessDeniedException e) {
            fault.setText("You may not change this model any more.");
            return false;
        }
        close();
        Toast.show("Version " + version.version() + " is " + alias() + " now.");
        done.run();
        return true;
    }
}
