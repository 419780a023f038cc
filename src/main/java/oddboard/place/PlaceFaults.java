package oddboard.place;

import oddboard.common.InputException;
import oddboard.common.ShortText;

/** What users hear of places that can't be taken. */
public final class PlaceFaults {
    private static final int SHOWN = 200;

    private PlaceFaults() {}

    static String shown(String path) {
        return ShortText.of(path, SHOWN);
    }

    static InputException unknown(String path) {
        String shown = shown(path);
        return new InputException(
                "SERVER_FOLDER_UNKNOWN",
                shown,
                "",
                "There is nothing called " + shown + " in the server's folders that are listed for imports.");
    }

    /** Of a place of which some file can't be read. */
    public static InputException unreadable(String path) {
        String shown = shown(path);
        return new InputException(
                "SERVER_FOLDER_UNREADABLE",
                shown,
                "",
                shown + " can't be read by the server; an administrator can look at the rights of its files.");
    }

    /** Of a place in which something was written while it was read. */
    public static InputException changed(String path, String file) {
        String shown = shown(path);
        return new InputException(
                "PLACE_CHANGED",
                shown,
                shown(file),
                shown(file) + " in " + shown
                        + " changed while it was read; nothing of it was kept. Take it again when nobody writes to it.");
    }

    static InputException tooMany(String path) {
        String shown = shown(path);
        return new InputException(
                "PLACE_TOO_LARGE", shown, "", shown + " has more than 1,000,000 files; name a folder below it.");
    }
}
