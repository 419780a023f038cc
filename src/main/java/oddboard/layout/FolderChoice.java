package oddboard.layout;

import java.text.Normalizer;
import java.util.List;
import oddboard.common.InputException;
import oddboard.common.ShortText;

/**
 * What somebody said a folder of an archive is, with all below it that nothing else was said of.
 *
 * @param folder its path, without a slash at the ends; "" = the top
 * @param type of anomaly, at most 100 characters; "" = as the folders below are called, or the folder itself
 */
public record FolderChoice(String folder, FolderRole role, String type) {
    private static final int MAX_TYPE = 100;
    private static final int SHOWN = 80;

    /** Takes the path as people write it, and as programs stored it. */
    public FolderChoice {
        folder = Normalizer.normalize(folder.replace('\\', '/').strip(), Normalizer.Form.NFC)
                .replaceAll("^(\\./)?/*|/+$", "");
        type = type == null ? "" : type.strip();
    }

    /** @throws InputException where they can't all be true, whatever the archive */
    public static void check(List<FolderChoice> all) {
        new FolderChoices(all);
    }

    /** @throws InputException where the type is none, or of no anomaly */
    void check() {
        if (role != FolderRole.DEFECT && !type.isEmpty()) {
            throw fault("The folder " + shown() + " has the type " + ShortText.of(type, SHOWN)
                    + ", and its role is not defect; only defects have a type.");
        }
        if (type.length() > MAX_TYPE || FolderLayout.isNormal(type)) {
            throw fault("The folder " + shown() + " can't have the defect type \"" + ShortText.of(type, SHOWN)
                    + "\": a type has at most " + MAX_TYPE + " characters and is not called good, normal or ok.");
        }
    }

    /** Whether a folder is this one, or lies below it. */
    public boolean holds(String directory) {
        return folder.isEmpty() || directory.equals(folder) || directory.startsWith(folder + "/");
    }

    /** Of an image in this folder or below it. */
    String typeOf(String directory) {
        if (!type.isEmpty()) {
            return type;
        }
        var below = directory.substring(Math.min(directory.length(), folder.isEmpty() ? 0 : folder.length() + 1));
        var named = below.isEmpty() ? folder.substring(folder.lastIndexOf('/') + 1) : below.split("/", 2)[0];
        return named.isEmpty() ? "anomalous" : named;
    }

    String words() {
        var what = switch (role) {
            case TRAINING -> "training";
            case SPLIT -> "normal, a share held out";
            case NORMAL -> "normal test images";
            case DEFECT -> type.isEmpty() ? "defects" : "defect type " + type;
            case UNLABELED -> "unlabeled test images";
            case MASKS -> "masks";
            case LEAVE_OUT -> "left out";
        };
        return shown() + ": " + what;
    }

    String shown() {
        return folder.isEmpty() ? "the top" : ShortText.of(folder, SHOWN);
    }

    static InputException fault(String sentence) {
        return new InputException("FOLDER_CHOICE", "", "folders", sentence);
    }
}
