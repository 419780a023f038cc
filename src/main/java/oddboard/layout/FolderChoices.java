package oddboard.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/** What was said of the folders of an archive; the nearest folder above an image counts. */
public final class FolderChoices {
    public static final FolderChoices NONE = new FolderChoices(List.of());
    private static final int MAX = 1_000;

    private final List<FolderChoice> all;
    private final Map<String, FolderChoice> byFolder = new HashMap<>();

    /** @throws InputException where two say something of one folder, or one says what can't be */
    public FolderChoices(List<FolderChoice> all) {
        this.all = List.copyOf(all);
        if (all.size() > MAX) {
            throw FolderChoice.fault(
                    "At most " + MAX + " folders can be chosen one by one; choose a folder above them.");
        }
        for (var choice : all) {
            choice.check();
            if (byFolder.put(choice.folder(), choice) != null) {
                throw FolderChoice.fault("The folder " + choice.shown() + " is given twice; say once what it is.");
            }
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<FolderChoice> all() {
        return all;
    }

    /** What was said of just this folder. */
    @Nullable FolderChoice exactly(String folder) {
        return byFolder.get(folder);
    }

    /** What holds for the images that lie in a folder. */
    @Nullable FolderChoice of(String directory) {
        for (var at = directory; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            var choice = byFolder.get(at);
            if (choice != null || at.isEmpty()) {
                return choice;
            }
        }
    }

    @Nullable FolderChoice of(Member file) {
        return all.isEmpty() ? null : of(directory(file.name()));
    }

    /** Those whose folders are there. */
    public List<FolderChoice> within(List<Member> files) {
        var directories = directories(files);
        return all.stream()
                .filter(choice -> directories.stream().anyMatch(choice::holds))
                .toList();
    }

    /** @throws InputException where a folder is not there */
    void check(List<Member> files, String archive) {
        var there = within(files);
        all.stream().filter(choice -> !there.contains(choice)).findFirst().ifPresent(choice -> {
            throw new InputException(
                    "FOLDER_CHOICE",
                    archive,
                    "folders",
                    archive + " has no folder " + choice.shown() + "; take it out of the folders that you chose.");
        });
    }

    private static Set<String> directories(List<Member> files) {
        var directories = new HashSet<String>();
        files.forEach(file -> directories.add(directory(file.name())));
        return directories;
    }

    static String directory(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
