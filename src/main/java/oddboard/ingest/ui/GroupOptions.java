package oddboard.ingest.ui;

import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import oddboard.common.InputException;
import oddboard.layout.Grouping;

/** Which images stay together on one side of the split, and the seed that draws the test images. */
final class GroupOptions {
    final TextField pattern = new TextField("Groups by file name");
    final IntegerField seed = new IntegerField("Seed of the held-out images");

    /** @param changed called after each change */
    GroupOptions(Runnable changed) {
        pattern.setPlaceholder("{group}_*.png");
        pattern.setHelperText("Images of one group stay on one side of the split. {group} is its name, * anything.");
        pattern.setValueChangeMode(ValueChangeMode.LAZY);
        pattern.setClearButtonVisible(true);
        seed.setValue((int) Grouping.DEFAULT_SEED);
        seed.setMin(0);
        seed.setStepButtonsVisible(true);
        seed.setVisible(false);
        pattern.addValueChangeListener(e -> {
            check();
            changed.run();
        });
        seed.addValueChangeListener(e -> changed.run());
    }

    private void check() {
        try {
            Grouping.check(pattern.getValue().strip());
            pattern.setInvalid(false);
        } catch (InputException e) {
            pattern.setErrorMessage(e.getMessage());
            pattern.setInvalid(true);
        }
    }

    boolean isValid() {
        return !pattern.isInvalid() && seed.getValue() != null && seed.getValue() >= 0;
    }

    Grouping grouping() {
        Integer drawn = seed.getValue();
        return new Grouping(
                drawn == null ? Grouping.DEFAULT_SEED : drawn,
                pattern.isInvalid() ? "" : pattern.getValue().strip());
    }
}
