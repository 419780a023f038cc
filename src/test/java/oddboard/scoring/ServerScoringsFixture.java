package oddboard.scoring;

import oddboard.dataset.Datasets;
import oddboard.registry.Models;
import oddboard.upload.PlaceUploads;
import oddboard.upload.Uploads;

/** Scorings of what the server takes itself. */
public final class ServerScoringsFixture {
    private ServerScoringsFixture() {}

    public static ServerScorings of(
            Scorings scorings, Models models, Datasets datasets, PlaceUploads places, Uploads uploads) {
        return new ServerScorings(scorings, models, datasets, places, uploads);
    }
}
