package oddboard.layout;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;

/** What is said of an archive whose folders make no data set: what is there, and what is missing. */
final class FolderFaults {
    static final String FORM =
            "; put them in train/good, test/good and test/<type>, or in train and test with a labels.csv, or choose what each folder is";
    private static final int SHOWN = 4;

    private FolderFaults() {}

    static InputException severalSets(String archive, List<String> prefixes) {
        var names = prefixes.stream()
                .map(prefix -> prefix.isEmpty() ? "its top" : prefix.substring(0, prefix.length() - 1))
                .toList();
        return new InputException(
                "FILES_AMBIGUOUS",
                archive,
                "",
                archive + " holds " + names.size() + " data sets, each with folders train and test: " + list(names)
                        + "; send an archive of one of them.");
    }

    static InputException severalLabels(String archive) {
        return new InputException(
                "LABELS_AMBIGUOUS", archive, "", archive + " has several CSV files; call the right one labels.csv.");
    }

    static InputException unknownFolder(String archive, FolderLayout.Image image) {
        return new InputException(
                "FOLDER_UNKNOWN",
                archive,
                image.entry().name(),
                "The folder train/" + image.folder() + " of " + archive
                        + " is not known: training images are normal and belong in train/good.");
    }

    static InputException noFolders(String archive, List<Member> files) {
        var folders = new TreeMap<String, Integer>();
        int images = 0;
        for (var file : files) {
            if (FolderNames.isImage(file.name())) {
                images++;
                int end = file.name().lastIndexOf('/');
                folders.merge(end < 0 ? "its top" : file.name().substring(0, end), 1, Integer::sum);
            }
        }
        if (images > 0) {
            return missing(
                    archive,
                    FolderForm.plural(images, "image") + " in " + list(List.copyOf(folders.keySet()))
                            + ", but nothing says which are normal: no folders train and test, or good and others"
                            + FORM);
        }
        var archives = files.stream()
                .map(Member::name)
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tgz|gz|7z|rar|xz|bz2|zst)"))
                .toList();
        return archives.isEmpty()
                ? missing(archive, "no images" + FORM)
                : missing(
                        archive,
                        "no images of its own, but holds other archives (" + list(archives)
                                + "); unpack them, and send what is in them");
    }

    static InputException missing(String archive, String what) {
        return new InputException("FILES_MISSING", archive, "", archive + " has " + what + ".");
    }

    private static String list(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** @throws InputException where the images make no data set */
    static void check(FolderLayout layout, String archive, List<Member> files) {
        if (layout.isArrays()) {
            return;
        }
        if (layout.isFlat()) {
            if (!layout.labels.isEmpty() && !layout.isSorted()) {
                throw missing(archive, "a label file, but no test images that it could be of" + FORM);
            }
            if (layout.flat().size() < 2) {
                throw missing(archive, (layout.isSorted() ? "one normal image only" : "one image only") + FORM);
            }
            return;
        }
        if (layout.train.isEmpty() && layout.test.isEmpty()) {
            throw noFolders(archive, files);
        }
        if (layout.train.isEmpty()) {
            throw missing(archive, "no training images" + FORM);
        }
        long plain =
                layout.test.stream().filter(image -> image.folder() == null).count();
        if (plain > 0 && plain < layout.test.size()) {
            throw new InputException(
                    "FOLDER_MIXED",
                    archive,
                    "",
                    archive + " has " + plain
                            + " test images beside the folders of test; sort them all, those without a label into test/unlabeled, or none and add a labels.csv.");
        }
    }
}
