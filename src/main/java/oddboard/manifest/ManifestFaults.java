package oddboard.manifest;

import java.util.List;
import oddboard.common.InputException;
import oddboard.common.ShortText;

/** What is said of a list of images that can't be taken. */
final class ManifestFaults {
    private static final int SHOWN = 4;

    private ManifestFaults() {}

    static InputException fault(String list, String what) {
        return new InputException("MANIFEST_FORMAT", list, "", list + ": " + what + ".");
    }

    static InputException missing(String list, String archive, int count, List<String> names) {
        return new InputException(
                "MANIFEST_IMAGE_MISSING",
                list,
                "",
                list + " lists " + count + (count == 1 ? " file" : " files") + " that " + archive + " does not have: "
                        + names(names) + ". Add " + (count == 1 ? "it" : "them") + ", or take "
                        + (count == 1 ? "its line" : "their lines") + " out of the list.");
    }

    static InputException twice(String list, String image, String where) {
        return new InputException(
                "MANIFEST_DUPLICATE",
                list,
                "",
                list + ": " + where + " lists " + ShortText.of(image, 80)
                        + " a second time; keep one line for each image.");
    }

    static InputException several(String archive, List<String> lists) {
        return new InputException(
                "MANIFEST_AMBIGUOUS",
                archive,
                "",
                archive + " has several lists of the same images: " + names(lists) + "; keep the right one.");
    }

    static InputException groups(String list, List<String> groups) {
        return new InputException(
                "FILES_AMBIGUOUS",
                list,
                "",
                list + " lists images of several products: " + names(groups) + "; send an archive of one of them.");
    }

    static String names(List<String> names) {
        var shown = names.subList(0, Math.min(SHOWN, names.size())).stream()
                .map(name -> ShortText.of(name, 80))
                .toList();
        return String.join(", ", shown) + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
