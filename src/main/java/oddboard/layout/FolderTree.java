package oddboard.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Archive.Member;
import oddboard.dataset.ImageLabel;
import oddboard.layout.FolderLayout.Image;
import org.jspecify.annotations.Nullable;

/**
 * The folders of an archive in which images lie, and what these are taken as.
 *
 * @param more folders that are not listed because there are so many
 * @param chosen what was said of folders, listed or not
 * @param partial whether only the archive's beginning is known
 */
public record FolderTree(List<Row> rows, int more, List<FolderChoice> chosen, boolean partial) {
    public static final FolderTree NONE = new FolderTree(List.of(), 0, List.of(), false);
    private static final int MAX_ROWS = 200;

    /**
     * @param folder its path; "" = the top
     * @param name the path below the row that is above it
     * @param depth of that row, plus one; 0 at the top
     * @param images in it and below
     * @param role null where they have several, or nothing says what they are
     * @param mixed whether they have several
     * @param type of anomaly; "" where it is none, or there are several
     * @param choice what was said of just this folder; null where nothing was
     */
    public record Row(
            String folder,
            String name,
            int depth,
            int images,
            @Nullable FolderRole role,
            boolean mixed,
            String type,
            @Nullable FolderChoice choice) {}

    /** What one image is taken as; the role is null where nothing says it. */
    private record Kind(@Nullable FolderRole role, String type) {}

    private static final class Folder {
        int images;
        int own;
        int children;
        boolean mixed;

        @Nullable Kind kind;

        void add(Kind other) {
            images++;
            if (kind == null) {
                kind = other;
            } else if (!kind.equals(other)) {
                mixed |= kind.role != other.role;
                kind = new Kind(mixed ? null : kind.role, "");
            }
        }
    }

    static FolderTree of(FolderLayout layout, List<Member> files, FolderChoices choices, boolean partial) {
        var kinds = kinds(layout);
        // Sorted as paths are: a folder stands before what is in it.
        var folders = new TreeMap<String, Folder>(Comparator.comparing(path -> path.isEmpty() ? path : path + "/"));
        for (var file : files) {
            if (FolderNames.isImage(file.name())) {
                var kind = kind(layout, file, kinds, choices);
                var at = FolderChoices.directory(file.name());
                folders.computeIfAbsent(at, f -> new Folder()).own++;
                for (; ; at = FolderChoices.directory(at)) {
                    folders.computeIfAbsent(at, f -> new Folder()).add(kind);
                    if (at.isEmpty()) {
                        break;
                    }
                }
            }
        }
        folders.keySet().stream()
                .filter(path -> !path.isEmpty())
                .toList()
                .forEach(path -> folders.computeIfAbsent(FolderChoices.directory(path), f -> new Folder()).children++);
        // A folder with nothing but one other folder says nothing.
        folders.entrySet()
                .removeIf(f ->
                        f.getValue().own == 0 && f.getValue().children == 1 && choices.exactly(f.getKey()) == null);
        return new FolderTree(rows(folders, choices), Math.max(0, folders.size() - MAX_ROWS), choices.all(), partial);
    }

    private static List<Row> rows(Map<String, Folder> folders, FolderChoices choices) {
        var rows = new ArrayList<Row>();
        var depths = new HashMap<String, Integer>();
        for (var entry : folders.entrySet()) {
            if (rows.size() == MAX_ROWS) {
                break;
            }
            var path = entry.getKey();
            var above = path;
            do {
                above = above.isEmpty() ? null : FolderChoices.directory(above);
            } while (above != null && !depths.containsKey(above));
            int depth = above == null ? 0 : depths.getOrDefault(above, 0) + 1;
            depths.put(path, depth);
            var folder = entry.getValue();
            var kind = folder.kind == null ? new Kind(null, "") : folder.kind;
            rows.add(new Row(
                    path,
                    path.substring(above == null || above.isEmpty() ? 0 : above.length() + 1),
                    depth,
                    folder.images,
                    kind.role,
                    folder.mixed,
                    kind.type,
                    choices.exactly(path)));
        }
        return rows;
    }

    private static Kind kind(FolderLayout layout, Member file, Map<String, Kind> kinds, FolderChoices choices) {
        var choice = choices.of(file);
        if (choice != null && choice.role() == FolderRole.MASKS || layout.masks.has(file)) {
            return new Kind(FolderRole.MASKS, "");
        }
        return kinds.getOrDefault(
                file.name(),
                layout.isUnderstood() || choice != null ? new Kind(FolderRole.LEAVE_OUT, "") : new Kind(null, ""));
    }

    private static Map<String, Kind> kinds(FolderLayout layout) {
        var kinds = new HashMap<String, Kind>();
        layout.train.forEach(image -> kinds.put(image.entry().name(), new Kind(FolderRole.TRAINING, "")));
        layout.flat().forEach(image -> kinds.put(image.entry().name(), new Kind(FolderRole.SPLIT, "")));
        layout.unknown.forEach(image -> kinds.put(image.entry().name(), new Kind(null, "")));
        layout.test.forEach(image -> kinds.put(image.entry().name(), ofTest(image)));
        return kinds;
    }

    private static Kind ofTest(Image image) {
        return image.label() == ImageLabel.UNLABELED
                ? new Kind(FolderRole.UNLABELED, "")
                : image.label() == ImageLabel.NORMAL
                        ? new Kind(FolderRole.NORMAL, "")
                        : new Kind(FolderRole.DEFECT, image.type());
    }
}
