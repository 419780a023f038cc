package oddboard.image;

import java.awt.color.ColorSpace;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** Names of color models. */
final class ColorModels {
    private ColorModels() {}

    /** Of the first image, as its file stores it; "" where the reader doesn't say. */
    static String name(ImageReader reader) throws IOException {
        var types = new ArrayList<ImageTypeSpecifier>();
        try {
            var raw = reader.getRawImageType(0);
            if (raw != null) {
                types.add(raw);
            } else {
                reader.getImageTypes(0).forEachRemaining(types::add);
            }
        } catch (IIOException e) {
            return "";
        }
        if (types.isEmpty()) {
            return "";
        }
        var model = types.getFirst().getColorModel();
        if (model instanceof IndexColorModel) {
            return "palette";
        }
        var name = switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> "gray";
            case ColorSpace.TYPE_RGB -> "RGB";
            case ColorSpace.TYPE_YCbCr -> "YCbCr";
            case ColorSpace.TYPE_CMYK -> "CMYK";
            default -> "other";
        };
        return name + ", " + model.getComponentSize(0) + " bit" + (model.hasAlpha() ? ", alpha" : "");
    }
}
