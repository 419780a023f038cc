package oddboard.export;

import oddboard.registry.ModelRoutes;

/** Addresses of bundles, without a leading slash. */
public final class ExportRoutes {
    private ExportRoutes() {}

    /** The page about a model's bundles. */
    public static String exports(String model) {
        return ModelRoutes.model(model) + "/export";
    }

    public static String exports(String model, int version) {
        return exports(model) + "?version=" + version;
    }

    public static String zip(String model, int version, BundleFormat format) {
        return "api/v1/models/" + model + "/versions/" + version + "/export.zip?format=" + format.word();
    }
}
