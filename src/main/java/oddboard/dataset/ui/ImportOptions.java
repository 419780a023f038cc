package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import oddboard.dataset.ImportSpec;
import oddboard.dataset.ImportSpec.Crop;
import oddboard.dataset.ImportSpec.OnBadFile;

/** How the images of an import become alike. */
final class ImportOptions extends Div {
    private static final long serialVersionUID = 1L;
    final Select<Integer> size = select("Image size", 0, 32, 64, 96, 128, 256);
    final Select<Crop> crop = select("Pictures that are not square", Crop.SQUARE, Crop.FIT, Crop.KEEP);
    final Select<Integer> channels = select("Colour", 0, 3, 1);
    final Select<OnBadFile> onBadFile = select("A file that can't be read", OnBadFile.STOP, OnBadFile.SKIP);

    ImportOptions() {
        addClassName("odd-form-grid");
        size.setItemLabelGenerator(s -> s == 0 ? "as the images are" : s + " × " + s + " pixels");
        crop.setItemLabelGenerator(c -> switch (c) {
            case SQUARE -> "cut to the middle square";
            case FIT -> "pad with black";
            case KEEP -> "stretch";
            case CENTRE -> "keep a part of the middle";
        });
        channels.setItemLabelGenerator(c -> c == 0 ? "as the images are" : c == 3 ? "RGB" : "grey");
        onBadFile.setItemLabelGenerator(b -> b == OnBadFile.STOP ? "stops the import" : "is left out and reported");
        add(size, crop, channels, onBadFile);
    }

    ImportSpec spec(List<ImportSpec.File> files) {
        return new ImportSpec(files, size.getValue(), crop.getValue(), channels.getValue(), onBadFile.getValue());
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
