package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.common.ConflictException;
import oddboard.detector.SettingsException;
import oddboard.run.Origin;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import oddboard.run.SweepLookup;
import oddboard.run.SweepRoutes;
import oddboard.ui.OnceButton;

/** Where a run came from, and its tags; its note is the first of its comments. */
final class RunNote extends Div {
    private static final long serialVersionUID = 1L;
    private final transient RunPage.Shown shown;
    private final transient Runs runs;
    private final transient SweepLookup sweeps;

    RunNote(RunPage.Shown shown, Runs runs, SweepLookup sweeps) {
        this.shown = shown;
        this.runs = runs;
        this.sweeps = sweeps;
        addClassName("odd-run-note");
        show(shown.run());
    }

    private void show(Run run) {
        removeAll();
        var line = new Div();
        line.addClassName("odd-line");
        Origin origin = run.origin();
        if (origin != null) {
            line.add(originText(origin));
        }
        sweeps.sweepOf(run.id(), shown.viewer())
                .ifPresent(sweep -> line.add(
                        words("part of sweep ", new Anchor(SweepRoutes.overview(sweep.id()), sweep.name()), "")));
        for (String tag : run.tags()) {
            var chip = new Anchor(Address.of(RunRoutes.LIST, Map.of("tag", tag)), tag);
            chip.addClassName("odd-run-tag");
            line.add(chip);
        }
        boolean mine = runs.mayCancel(run, shown.viewer());
        if (mine) {
            var edit = new Button("Edit name and tags", e -> edit(run));
            edit.addThemeVariants(ButtonVariant.TERTIARY);
            edit.addClassName("odd-link-button");
            line.add(edit);
        }
        if (line.getComponentCount() > 0) {
            add(line);
        }
        setVisible(getComponentCount() > 0);
    }

    private static Component originText(Origin origin) {
        var link = new Anchor(RunRoutes.overview(origin.run()), "run " + origin.run());
        return switch (origin.kind()) {
            case RETRY -> words("retry of ", link, "");
            case CLONE -> words("clone of ", link, "");
            case RESUME -> words("resumes from ", link, " at epoch " + origin.epoch());
        };
    }

    private static Span words(String before, Component link, String after) {
        var words = new Span(new Span(before), link, new Span(after));
        words.addClassName("odd-note");
        return words;
    }

    private void edit(Run run) {
        var name = new TextField("Name", run.name(), "");
        name.setMaxLength(200);
        var tags = new TextField("Tags", String.join(", ", run.tags()), "");
        tags.setHelperText("With commas between them");
        var fault = new Span();
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        var form = new Div(name, tags, fault);
        form.addClassName("odd-form");
        form.getStyle().setWidth("min(480px, 80vw)");
        var dialog = new Dialog(form);
        dialog.setHeaderTitle("Run " + run.id());
        var save = OnceButton.primary("Save", () -> {
            try {
                show(runs.describe(
                        run.id(),
                        name.getValue(),
                        null,
                        Stream.of(tags.getValue().split(",")).toList(),
                        run.revision(),
                        shown.viewer()));
                dialog.close();
                if (!name.getValue().strip().equals(run.name())) {
                    UI.getCurrent().refreshCurrentRoute(false);
                }
                return true;
            } catch (SettingsException | ConflictException wrong) {
                fault.setText(wrong.getMessage());
                return false;
            }
        });
        dialog.getFooter().add(new Button("Leave as it is", e -> dialog.close()), save);
        dialog.open();
    }
}
