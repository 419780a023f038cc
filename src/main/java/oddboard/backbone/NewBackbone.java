package oddboard.backbone;

import oddboard.common.InputException;
import oddboard.common.PlainText;
import oddboard.detector.BackboneName;

/**
 * A backbone to add.
 *
 * @param sha256 of a file that was sent by {@link Backbones#check}
 * @param name by which settings call it
 * @param license in words, such as its SPDX identifier
 * @param source where the file comes from
 */
public record NewBackbone(String sha256, String filename, String name, String license, String source) {
    public static final int MAX_LICENSE = 200;
    public static final int MAX_SOURCE = 1000;

    /** @throws InputException naming the first field that can't be taken */
    NewBackbone checked() {
        if (!BackboneName.isName(name)) {
            throw invalid(
                    "name",
                    "A backbone's name has 1 to 64 lower-case letters, digits, dots, underscores and hyphens, begins with a"
                            + " letter or digit, and is not \"" + BackboneName.BUILT_IN + "\".");
        }
        String itsLicense = text("license", license, MAX_LICENSE);
        String itsSource = text("source", source, MAX_SOURCE);
        return new NewBackbone(sha256, filename, name, itsLicense, itsSource);
    }

    private static String text(String field, String value, int most) {
        String text = PlainText.line(value, field);
        if (text.isEmpty() || text.length() > most) {
            throw invalid(
                    field,
                    "Say the " + field + " of the weights in one line of 1 to " + most + " characters"
                            + (field.equals("license") ? ", such as its SPDX identifier." : "."));
        }
        return text;
    }

    private static InputException invalid(String field, String sentence) {
        return new InputException("BACKBONE_INVALID", "", field, sentence);
    }
}
