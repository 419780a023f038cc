package oddboard.scoring;

/** Addresses of pages about scorings, without a leading slash. */
public final class ScoringRoutes {
    public static final String ALL = "scorings";

    private ScoringRoutes() {}

    public static String scoring(ScoringId id) {
        return ALL + "/" + id;
    }

    /** Where its images are reviewed one by one. */
    public static String review(ScoringId id) {
        return scoring(id) + "/review";
    }

    /** As the model saw it; with a leading slash, as is the next. */
    public static String imagePng(Scoring scoring, int index) {
        return png(scoring, index, "image");
    }

    public static String mapPng(Scoring scoring, int index) {
        return png(scoring, index, "map");
    }

    private static String png(Scoring scoring, int index, String what) {
        return "/api/v1/scorings/" + scoring.id() + "/images/" + index + "/" + what + ".png?v="
                + scoring.createdAt().toEpochMilli();
    }

    /** Where images are scored with this model: {@code name@alias} or {@code name/3}. */
    public static String start(String model) {
        return ALL + "/new?model=" + model;
    }
}
