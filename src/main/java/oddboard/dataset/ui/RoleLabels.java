package oddboard.dataset.ui;

import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRole;

/** Roles on data sets as users read them. */
final class RoleLabels {
    private RoleLabels() {}

    static String name(DatasetRole role) {
        return switch (role) {
            case READER -> "Reader";
            case MEMBER -> "Member of the team";
            case EDITOR -> "Editor";
            case OWNER -> "Owner";
            case ADMINISTRATOR -> "Administrator";
        };
    }

    static String may(DatasetRole role) {
        return switch (role) {
            case READER -> "sees and downloads everything";
            case MEMBER -> "adds images, runs detectors";
            case EDITOR -> "adds images, runs detectors, labels images again";
            case OWNER, ADMINISTRATOR -> "may do everything, share and delete it too";
        };
    }

    /** For a card's last line: who sees it, and what the viewer is to it where that says something. */
    static String seen(Dataset dataset) {
        var who = dataset.visibility() == Visibility.PRIVATE ? "private" : "team";
        return switch (dataset.role()) {
            case OWNER, MEMBER -> who;
            case EDITOR -> who + VersionText.DOT + "shared with me, editor";
            case READER ->
                dataset.visibility() == Visibility.PRIVATE ? who + VersionText.DOT + "shared with me, reader" : who;
            case ADMINISTRATOR -> who;
        };
    }
}
