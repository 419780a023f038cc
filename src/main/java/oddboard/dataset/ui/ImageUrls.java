package oddboard.dataset.ui;

import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.ui.CrispImage;

/** Images of a version as elements of a page: enlarged by whole numbers where they are small. */
public final class ImageUrls {
    private ImageUrls() {}

    public static CrispImage of(DatasetVersion version, int index, String alt, int room) {
        return new CrispImage(DatasetRoutes.squarePng(version.id(), index), alt, edge(version.imageSize(), room));
    }

    /** At its own size; larger than the room, it is made smaller. */
    public static CrispImage whole(DatasetVersion version, int index, String alt, int room) {
        return new CrispImage(DatasetRoutes.imagePng(version.id(), index), alt, wholeEdge(version, room));
    }

    /** Of {@link #whole}. */
    public static int wholeEdge(DatasetVersion version, int room) {
        return version.own() == null ? edge(version.imageSize(), room) : room;
    }

    /** The largest whole multiple of the image's edge that fits, or all the room for a larger image. */
    public static int edge(int imageSize, int room) {
        return imageSize <= 0 || imageSize > room ? room : imageSize * (room / imageSize);
    }
}
