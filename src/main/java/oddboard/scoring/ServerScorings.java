package oddboard.scoring;

import java.util.List;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.registry.Models;
import oddboard.upload.PlaceProgress;
import oddboard.upload.PlaceUploads;
import oddboard.upload.Uploads;
import org.springframework.stereotype.Service;

/** Scores what lies in a folder of the server, in a bucket or at an address: it becomes an upload of the model's data set, so that any worker can score it. */
@Service
public class ServerScorings {
    private final Scorings scorings;
    private final Models models;
    private final Datasets datasets;
    private final PlaceUploads places;
    private final Uploads uploads;

    ServerScorings(Scorings scorings, Models models, Datasets datasets, PlaceUploads places, Uploads uploads) {
        this.scorings = scorings;
        this.models = models;
        this.datasets = datasets;
        this.places = places;
        this.uploads = uploads;
    }

    /**
     * Takes a file, or a folder with all that is below it, and queues its scoring. Files that can't be read fail alone.
     *
     * @param spec without uploads and version
     * @param source such as {@code images/line3}, {@code s3://parts/line3} or an https address
     * @throws InputException where there is no such place among those that an administrator listed
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
        PlaceUploads.Taken taken = places.takeReadable(dataset, source, by, PlaceProgress.NONE);
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

    /** Queues the scoring of what was taken from a place. */
    public Scoring start(ScoringSpec spec, PlaceUploads.Taken taken, User by) {
        return scorings.start(
                spec.ofUploads(List.of(taken.upload().id())), new ScoringSource(taken.path(), taken.unread()), by);
    }
}
