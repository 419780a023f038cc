package oddboard.upload;

import oddboard.dataset.Datasets;
import oddboard.place.Places;

/** Takes files from places. */
public final class PlacesFixture {
    private PlacesFixture() {}

    public static PlaceUploads of(Datasets datasets, Uploads uploads, Places places) {
        return new PlaceUploads(datasets, uploads, places);
    }
}
