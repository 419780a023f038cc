package oddboard.dataset.ui;

import oddboard.dataset.Dataset;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRole;

/** What a data set is to those who have no role of their own on it. */
enum TeamChoice {
    CLOSED(Visibility.PRIVATE, DatasetRole.MEMBER, "Only the users below and administrators see it"),
    LOOK(Visibility.TEAM, DatasetRole.READER, "Everybody here sees it"),
    WORK(Visibility.TEAM, DatasetRole.MEMBER, "Everybody here sees it, and members add images and run detectors");

    final Visibility visibility;
    final DatasetRole role;
    final String words;

    TeamChoice(Visibility visibility, DatasetRole role, String words) {
        this.visibility = visibility;
        this.role = role;
        this.words = words;
    }

    static TeamChoice of(Dataset dataset) {
        return dataset.visibility() == Visibility.PRIVATE
                ? CLOSED
                : dataset.teamRole() == DatasetRole.READER ? LOOK : WORK;
    }
}
