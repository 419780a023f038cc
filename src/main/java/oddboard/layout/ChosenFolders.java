package oddboard.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.dataset.ImageLabel;
import oddboard.layout.FolderLayout.Image;

/** Puts images where somebody said that they belong, whatever they were recognized as. */
final class ChosenFolders {
    private final FolderLayout layout;
    private final FolderChoices choices;
    private final String top;
    private final Map<String, Image> recognized = new HashMap<>();
    private final Set<String> paths = new HashSet<>();

    ChosenFolders(FolderLayout layout, FolderChoices choices, String top) {
        this.layout = layout;
        this.choices = choices;
        this.top = top;
    }

    void apply(List<Member> files) {
        var lists = List.of(layout.train, layout.test, layout.flat(), layout.unknown);
        for (var list : lists) {
            list.forEach(image -> recognized.put(image.entry().name(), image));
            list.removeIf(image -> choices.of(image.entry()) != null);
            list.forEach(image -> paths.add(image.path()));
        }
        layout.masks.removeIf(entry -> choices.of(entry) != null);
        layout.labels.removeIf(this::isLeftOut);
        layout.arrays.removeIf(this::isLeftOut);
        var placed = new HashSet<String>();
        for (var file : files) {
            var choice = choices.of(file);
            if (choice != null && (FolderNames.isImage(file.name()) || choice.role() == FolderRole.LEAVE_OUT)) {
                placed.add(file.name());
                placed.add(stripped(file.name()));
                place(file, choice);
            } else if (choice != null && recognized.containsKey(file.name())) {
                layout.ignored.add(stripped(file.name()));
            }
        }
        layout.ignored.removeAll(placed);
        boolean anyLabeled = layout.test.stream().anyMatch(image -> image.folder() != null);
        if (anyLabeled && layout.labels.isEmpty()) {
            layout.test.replaceAll(image -> image.folder() != null
                    ? image
                    : new Image(image.entry(), image.path(), "unlabeled", image.label(), "", image.group()));
        }
    }

    private boolean isLeftOut(Member file) {
        var choice = choices.of(file);
        return choice != null && choice.role() == FolderRole.LEAVE_OUT;
    }

    private void place(Member file, FolderChoice choice) {
        switch (choice.role()) {
            case TRAINING -> layout.train.add(image(file, "good", ImageLabel.NORMAL, ""));
            case SPLIT -> layout.flat().add(image(file, "good", ImageLabel.NORMAL, ""));
            case NORMAL -> layout.test.add(image(file, "good", ImageLabel.NORMAL, ""));
            case DEFECT -> {
                var type = choice.typeOf(FolderChoices.directory(file.name()));
                layout.test.add(image(file, type, ImageLabel.ANOMALOUS, type));
            }
            case UNLABELED -> layout.test.add(image(file, "unlabeled", ImageLabel.UNLABELED, ""));
            case MASKS -> layout.masks.addChosen(file, choice.folder());
            case LEAVE_OUT -> {}
        }
    }

    private Image image(Member file, String folder, ImageLabel label, String type) {
        var before = recognized.get(file.name());
        var path = before == null ? stripped(file.name()) : before.path();
        // A file beside the data set may have the name of one within it; none starts with a slash.
        if (!paths.add(path)) {
            path = "/" + file.name();
            paths.add(path);
        }
        return new Image(file, path, folder, label, type, before == null ? "" : before.group());
    }

    private String stripped(String name) {
        return name.startsWith(top) ? name.substring(top.length()) : name;
    }
}
