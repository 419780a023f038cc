package oddboard.upload;

import java.util.Locale;
import java.util.Set;
import oddboard.archive.ZipNames;
import oddboard.common.InputException;

/** What a file is called that somebody sends: the last part of its name, whatever else the sender wrote. */
public final class UploadName {
    private static final Set<String> NEVER_DATA =
            Set.of("pt", "pth", "pkl", "pickle", "onnx", "joblib", "rar", "7z", "exe", "sh", "html", "svg");

    private UploadName() {}

    /** @throws InputException where such a file is never part of a data set */
    public static String of(String filename) {
        var name = label(filename);
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (NEVER_DATA.contains(ending)) {
            throw new InputException(
                    "FILE_KIND",
                    name,
                    "",
                    name
                            + " is not a kind of file for a data set; send a ZIP, TAR or NPZ archive, .npy arrays or a .csv.");
        }
        return name;
    }

    public static String label(String filename) {
        var last = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        var shown = ZipNames.shorten(last.strip());
        return shown.isEmpty() ? "file" : shown;
    }
}
