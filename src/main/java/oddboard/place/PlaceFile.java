package oddboard.place;

import java.util.Locale;

/**
 * A file as it was when its place was listed.
 *
 * @param path below the place, with slashes; of a place that is one file, its name
 * @param size in bytes; -1 where the host of an address does not say
 * @param modified microseconds since 1970; 0 where unknown
 * @param tag of the content: an ETag, or "" where there is none
 */
public record PlaceFile(String path, long size, long modified, String tag) {
    private static final String IMAGE = "(?s).*\\.(png|jpe?g|bmp|gif|tiff?|webp)";

    public boolean isImage() {
        return path.toLowerCase(Locale.ROOT).matches(IMAGE);
    }

    /** Without folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
