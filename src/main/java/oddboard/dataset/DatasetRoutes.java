package oddboard.dataset;

/** Addresses of the pages about a data set; strings, so that any room may link to any other. */
public final class DatasetRoutes {
    private DatasetRoutes() {}

    public static final String LIST = "";

    public static String leaderboard(DatasetId id) {
        return "datasets/" + id;
    }

    public static String images(DatasetId id) {
        return "datasets/" + id + "/images";
    }

    /** The test images of one version, to be labeled. */
    public static String testImages(DatasetId id, VersionId version) {
        return images(id) + "?version=" + version + "&split=test";
    }

    public static String runs(DatasetId id) {
        return "datasets/" + id + "/runs";
    }

    public static String versions(DatasetId id) {
        return "datasets/" + id + "/versions";
    }

    /** Labels that users say are wrong. */
    public static String review(DatasetId id) {
        return "datasets/" + id + "/review";
    }

    public static String newVersion(DatasetId id) {
        return "datasets/" + id + "/versions/new";
    }

    public static String newRun(DatasetId id) {
        return "datasets/" + id + "/new-run";
    }

    public static String settings(DatasetId id) {
        return "datasets/" + id + "/settings";
    }

    /** Sheets and names of a version's images, for galleries; without a leading slash. */
    public static String gallery(VersionId version) {
        return "api/v1/versions/" + version;
    }

    /** PNG of one image; {@code index} in the packed file, training images first. */
    public static String imagePng(VersionId version, int index) {
        return "/api/v1/versions/" + version + "/images/" + index + ".png";
    }

    /** As {@link #imagePng}, but the packed square, which is small. */
    public static String squarePng(VersionId version, int index) {
        return imagePng(version, index) + "?frame=square";
    }

    /** Outline of the anomalous pixels of one image that has a mask, to lay over it; numbered as in the packed file. */
    public static String outlinePng(VersionId version, int index) {
        return "/api/v1/versions/" + version + "/images/" + index + "/outline.png";
    }
}
