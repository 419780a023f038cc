package oddboard.dataset.ui;

import java.util.List;
import java.util.Optional;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight.Highlight;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.FoundDataset;
import oddboard.ui.StateTag.Tone;

/** A data set in the list, with what higher packages say of it. */
record ListedDataset(FoundDataset found, List<Highlight> highlights) {
    /** A short word on where it stands, and the page that says more. */
    record Status(String words, Tone tone, String href) {}

    Dataset dataset() {
        return found.dataset();
    }

    String href() {
        var dataset = dataset();
        if (dataset.isDraft() && dataset.role().mayWork()) {
            return DatasetRoutes.newVersion(dataset.id());
        }
        return dataset.ready().isPresent()
                ? DatasetRoutes.leaderboard(dataset.id())
                : DatasetRoutes.versions(dataset.id());
    }

    Optional<Status> status() {
        var dataset = dataset();
        if (dataset.isArchived()) {
            return Optional.of(new Status("Archived", Tone.NEUTRAL, DatasetRoutes.settings(dataset.id())));
        }
        if (dataset.isDraft()) {
            return Optional.of(new Status("Draft, no images yet", Tone.WARN, href()));
        }
        DatasetVersion newest = dataset.versions().getFirst();
        return switch (newest.state()) {
            case IMPORTING ->
                Optional.of(new Status(
                        "Importing version " + newest.number(), Tone.ACTIVE, DatasetRoutes.versions(dataset.id())));
            case FAILED ->
                Optional.of(new Status(
                        "Import of version " + newest.number() + " failed",
                        Tone.BAD,
                        DatasetRoutes.versions(dataset.id())));
            case READY -> Optional.empty();
        };
    }

    /** Whether the viewer may throw it away: nothing was ever put into it. */
    boolean mayThrowAway() {
        return dataset().isDraft() && dataset().role().mayManage();
    }

    boolean mayArchive() {
        return !dataset().isArchived() && dataset().role().mayManage();
    }

    boolean mayRestore() {
        return dataset().isArchived() && dataset().role().mayManage();
    }
}
