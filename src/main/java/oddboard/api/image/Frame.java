package oddboard.api.image;

import oddboard.api.Fields;
import org.jspecify.annotations.Nullable;

/** The parameter "frame" of pictures: as large as the image, or the square that its version packs. */
enum Frame {
    OWN,
    SQUARE;

    static Frame of(@Nullable String given) {
        return Fields.oneOf("frame", Frame.class, given, OWN);
    }
}
