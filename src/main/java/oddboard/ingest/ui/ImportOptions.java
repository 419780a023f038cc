package oddboard.ingest.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.security.SecureRandom;
import java.util.List;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.ImportSpec.OnBadFile;
import oddboard.ingest.MaskValues;

/** How the images of an import become alike. */
final class ImportOptions extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SEEDS = 1_000_000;
    final Select<Integer> size = select("Image size", 0, 32, 64, 96, 128, 192, 256);
    final Select<Crop> crop = select("Made square by", Crop.FIT, Crop.SQUARE, Crop.CENTRE, Crop.KEEP);
    final TextField part = new TextField("Part that is kept");
    final Select<Integer> channels = select("Color", 0, 3, 1);
    final Select<String> valueRange = select(
            "Black to white",
            "",
            ImportSpec.STORED,
            "0..1",
            "-1..1",
            "0..255",
            "0..1023",
            "0..4095",
            "0..16383",
            "0..65535");
    final Select<OnBadFile> onBadFile = select("A file that can't be read", OnBadFile.STOP, OnBadFile.SKIP);
    final Select<Boolean> randomOrder = select("Order of test images", false, true);
    final Select<Integer> publicShare = select("Labels that everybody sees", 0, 30, 50, 70);
    final Select<Double> holdOut = select("Held out as test images", 0.2, 0.1, 0.3, 0.5);

    final Select<MaskValues> maskValues =
            select("Anomalous in a mask", MaskValues.TWO, MaskValues.NOT_ZERO, MaskValues.HALF);

    final GroupOptions groups;

    /** @param changed called after each change */
    ImportOptions(Runnable changed) {
        addClassName("odd-form-grid");
        groups = new GroupOptions(changed);
        size.setItemLabelGenerator(s -> s == 0 ? "their own: each run chooses" : s + " × " + s + " pixels");
        crop.setItemLabelGenerator(c -> switch (c) {
            case SQUARE -> "cutting the middle out";
            case CENTRE -> "cutting a part of the middle out";
            case FIT -> "padding with black";
            case KEEP -> "stretching";
        });
        channels.setItemLabelGenerator(c -> c == 0 ? "as the images are" : c == 3 ? "RGB" : "gray");
        valueRange.setItemLabelGenerator(r -> switch (r) {
            case "" -> "as the values say";
            case ImportSpec.STORED -> "as stored: the type's whole range";
            default -> r.replace("..", " to ");
        });
        onBadFile.setItemLabelGenerator(b -> b == OnBadFile.STOP ? "stops the import" : "is left out and reported");
        maskValues.setItemLabelGenerator(m -> switch (m) {
            case TWO -> "the one value beside 0";
            case NOT_ZERO -> "every value but 0";
            case HALF -> "half of white and more";
        });
        holdOut.setItemLabelGenerator(share -> Math.round(share * 100) + " % of the images");
        randomOrder.setItemLabelGenerator(random -> random ? "random, for hidden labels" : "as the files are");
        publicShare.setItemLabelGenerator(
                share -> share == 0 ? "all" : share + " % of each type; the rest is hidden until you reveal it");
        part.setHelperText("Of the shorter edge: 196/256, or 0.77");
        part.setValue("196/256");
        part.setValueChangeMode(ValueChangeMode.LAZY);
        part.setErrorMessage("Give a number from 0.1 to 1.");
        part.setVisible(false);
        holdOut.setVisible(false);
        crop.addValueChangeListener(e -> part.setVisible(crop.getValue() == Crop.CENTRE));
        part.addValueChangeListener(e -> part.setInvalid(!isFraction()));
        List.of(size, crop, channels, valueRange, onBadFile, maskValues, randomOrder, publicShare, holdOut)
                .forEach(select -> select.addValueChangeListener(e -> changed.run()));
        part.addValueChangeListener(e -> changed.run());
        add(
                size,
                crop,
                part,
                channels,
                valueRange,
                onBadFile,
                maskValues,
                randomOrder,
                publicShare,
                holdOut,
                groups.pattern,
                groups.seed);
    }

    /** Whether what is typed can be taken. */
    boolean isValid() {
        return groups.isValid() && (crop.getValue() != Crop.CENTRE || isFraction());
    }

    private boolean isFraction() {
        double fraction = fraction(part.getValue());
        return fraction >= 0.1 && fraction <= 1;
    }

    /** "196/256" or "0.77" as a number; NaN where it is none. */
    static double fraction(String text) {
        var parts = text.strip().replace(',', '.').split("\\s*/\\s*", -1);
        try {
            return switch (parts.length) {
                case 1 -> Double.parseDouble(parts[0]);
                case 2 -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
                default -> Double.NaN;
            };
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    ImportSpec spec(List<ImportSpec.File> files) {
        double kept = crop.getValue() == Crop.CENTRE ? fraction(part.getValue()) : 1;
        ImportSpec spec = new ImportSpec(
                files,
                size.getValue(),
                crop.getValue(),
                kept,
                channels.getValue(),
                onBadFile.getValue(),
                holdOut.getValue(),
                maskValues.getValue(),
                valueRange.getValue(),
                0,
                null,
                groups.grouping());
        if (publicShare.getValue() > 0) {
            return spec.withHiddenLabels(
                    new ImportSpec.HiddenLabels(publicShare.getValue(), new SecureRandom().nextInt(SEEDS)));
        }
        return randomOrder.getValue() ? spec.withRandomTestOrder() : spec;
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
