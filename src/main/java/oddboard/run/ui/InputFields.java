package oddboard.run.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.dataset.ModelInput.Fit;
import oddboard.dataset.ModelInput.Tiles.Score;
import org.jspecify.annotations.Nullable;

/** What a detector sees of the images: their size, how they become square, color, tiles. */
public final class InputFields extends Div {
    private static final long serialVersionUID = 1L;
    private static final InputChoice DEFAULT = new InputChoice(null, null, null, null);
    private final Select<Integer> size = select("Image size", 0, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024);
    private final Select<String> fit = select("Made square by", "", "PAD", "CROP", "STRETCH");
    private final Select<Integer> channels = select("Color", 0, 3, 1);
    private final Select<Integer> tiles = select("Tiles", 0, 64, 128, 256, 384, 512, 768, 1024, 2048);
    private final IntegerField overlap = new IntegerField("Overlap");
    private final Select<Score> score = select("Score of an image", Score.MAX, Score.TOP);

    /** @param changed called after each change by the user */
    public InputFields(Runnable changed) {
        addClassName("odd-form-grid");
        size.setItemLabelGenerator(
                s -> s == 0 ? (tiles.getValue() == 0 ? "as the version has them" : "as the tiles") : s + " × " + s);
        fit.setItemLabelGenerator(f -> switch (f) {
            case "PAD" -> "padding with black";
            case "CROP" -> "cutting the middle out";
            case "STRETCH" -> "stretching";
            default -> "as the version has them";
        });
        channels.setItemLabelGenerator(c -> c == 0 ? "as the version has them" : c == 3 ? "RGB" : "gray");
        tiles.setItemLabelGenerator(t -> t == 0 ? "none: each image whole" : t + " × " + t + " pixels");
        tiles.setHelperText("Cuts large images in parts, so that small defects stay");
        score.setItemLabelGenerator(s -> s == Score.MAX ? "of its highest tile" : "mean of its three highest tiles");
        overlap.setHelperText("Pixels that neighbors share; empty = an eighth");
        overlap.setMin(0);
        tiles.addValueChangeListener(e -> arrange());
        size.addValueChangeListener(e -> changed.run());
        tiles.addValueChangeListener(e -> changed.run());
        add(size, fit, channels, tiles, overlap, score);
        arrange();
    }

    private void arrange() {
        boolean cut = tiles.getValue() > 0;
        overlap.setVisible(cut);
        score.setVisible(cut);
        fit.setVisible(!cut);
    }

    /** Shows another run's. */
    public void set(@Nullable ModelInput input) {
        if (input == null) {
            return;
        }
        offer(size, input.size());
        fit.setValue(input.fit().name());
        channels.setValue(input.channels());
        var cut = input.tiles();
        if (cut != null) {
            offer(tiles, cut.size());
            overlap.setValue(cut.overlap());
            score.setValue(cut.score());
        }
    }

    /** A value that the API took need not be one of the list. */
    private static void offer(Select<Integer> select, int value) {
        var items = select.getListDataView().getItems().toList();
        if (!items.contains(value)) {
            select.getListDataView().addItem(value);
        }
        select.setValue(value);
    }

    /** @return null where nothing was chosen */
    public @Nullable InputChoice choice() {
        var choice = new InputChoice(
                size.getValue() == 0 ? null : size.getValue(),
                fit.getValue().isEmpty() ? null : Fit.valueOf(fit.getValue()),
                channels.getValue() == 0 ? null : channels.getValue(),
                tiles.getValue() == 0
                        ? null
                        : new InputChoice.TilesChoice(tiles.getValue(), overlap.getValue(), score.getValue()));
        return choice.equals(DEFAULT) ? null : choice;
    }

    /** As {@link #choice}, where another run's would stand for null. */
    InputChoice whole() {
        var choice = choice();
        return choice == null ? DEFAULT : choice;
    }

    @SafeVarargs
    private static <T> Select<T> select(String label, T... items) {
        var select = new Select<T>();
        select.setLabel(label);
        select.setItems(items);
        select.setValue(items[0]);
        return select;
    }
}
