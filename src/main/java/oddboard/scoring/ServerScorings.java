package oddboard.scoring;

import java.util.List;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.registry.Models;
import oddboard.upload.ServerFolders;
import oddboard.upload.Uploads;
import org.springframework.stereotype.Service;

/** Scores what lies in the server's folders: it becomes an upload of the model's data set, so that any worker can score it. */
@Service
public class ServerScorings {
    private final Scorings scorings;
    private final Models models;
    private final Datasets datasets;
    private final ServerFolders folders;
    private final Uploads uploads;

    ServerScorings(Scorings scorings, Models models, Datasets datasets, ServerFolders folders, Uploads uploads) {
        this.scorings = scorings;
        this.models = models;
        this.datasets = datasets;
        this.folders = folders;
        this.uploads = uploads;
    }

    /**
     * Takes a file, or a folder with all that is below it, and queues its scoring. Files that can't be read fail alone.
     *
     * @param spec without uploads and version
     * @param source such as {@code images/line3}
     * @throws InputException where there is no such place in the folders that an administrator listed
     */
    public Scoring start(ScoringSpec spec, String source, User by) {
        if (!spec.uploads().isEmpty() || spec.version() != null) {
            throw new InputException(
                    "SCORING_IMAGES",
                    "",
                    "source",
                    "Give one of uploads, version and source; a scoring takes images from one place.");
        }
        // Before gigabytes are read in vain.
        scorings.check(spec, by);
        DatasetId dataset = models.resolve(spec.model(), by).source().dataset();
        datasets.requireChange(dataset, by);
        ServerFolders.Taken taken = folders.takeReadable(dataset, source, by, (done, total) -> {});
        boolean started = false;
        try {
            Scoring scoring = start(spec, taken, by);
            started = true;
            return scoring;
        } finally {
            if (!started) {
                uploads.remove(dataset, taken.upload().id(), by);
            }
        }
    }

    /** Queues the scoring of what was taken from the server's folders. */
    public Scoring start(ScoringSpec spec, ServerFolders.Taken taken, User by) {
        return scorings.start(
                spec.ofUploads(List.of(taken.upload().id())), new ScoringSource(taken.path(), taken.unread()), by);
    }
}
