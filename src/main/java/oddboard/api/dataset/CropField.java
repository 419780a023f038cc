package oddboard.api.dataset;

import oddboard.api.Fields;
import oddboard.common.InputException;
import oddboard.image.Crop;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The field "crop" of an import: a word, or the part of the middle that is kept, as a number ({@code 0.765625}), a
 * fraction ({@code "196/256"}) or an object ({@code {"fraction": 0.765625}}).
 */
record CropField(Crop crop, double fraction) {
    static CropField of(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return new CropField(Crop.KEEP, 1);
        }
        var value = given.isObject() && given.size() == 1 && given.has("fraction") ? given.get("fraction") : given;
        if (value.isNumber()) {
            return new CropField(Crop.CENTRE, value.asDouble());
        }
        if (value.isString()) {
            var text = value.asString();
            return text.matches("[0-9.]{1,20}(/[0-9.]{1,20})?")
                    ? new CropField(Crop.CENTRE, fraction(text))
                    : new CropField(Fields.oneOf("crop", Crop.class, text, Crop.KEEP), 1);
        }
        throw new InputException(
                "FIELD_INVALID",
                "",
                "crop",
                "\"crop\" must be one of keep, square, fit, centre, or the"
                        + " part of the middle that is kept, such as 0.75 or \"196/256\".");
    }

    private static double fraction(String text) {
        var parts = text.split("/");
        try {
            return parts.length == 1
                    ? Double.parseDouble(parts[0])
                    : Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
