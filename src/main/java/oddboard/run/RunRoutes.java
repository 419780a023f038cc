package oddboard.run;

/** Addresses of the pages about a run. */
public final class RunRoutes {
    private RunRoutes() {}

    public static final String LIST = "runs";

    public static String overview(RunId id) {
        return "runs/" + id;
    }

    public static String results(RunId id) {
        return "runs/" + id + "/results";
    }

    public static String images(RunId id) {
        return "runs/" + id + "/images";
    }

    public static String log(RunId id) {
        return "runs/" + id + "/log";
    }

    public static String settings(RunId id) {
        return "runs/" + id + "/settings";
    }

    public static String attempts(RunId id) {
        return "runs/" + id + "/attempts";
    }

    /** PNG of test image {@code index} as the detector reconstructed it. */
    public static String reconstructionPng(RunId id, int index) {
        return "/api/v1/runs/" + id + "/images/" + index + "/reconstruction.png";
    }

    /** PNG of the error at each pixel, on the run's own scale. */
    public static String errorMapPng(RunId id, int index) {
        return "/api/v1/runs/" + id + "/images/" + index + "/error-map.png";
    }

    /** PNG of test image {@code image} as the run reconstructed it when this preview was made. */
    public static String previewPng(RunId id, Preview preview, int image) {
        return "/api/v1/runs/" + id + "/previews/" + preview.epoch() + "/" + image + ".png?v="
                + preview.at().toEpochMilli();
    }
}
