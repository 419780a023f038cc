package oddboard.registry;

/** Addresses of the pages about models. */
public final class ModelRoutes {
    private ModelRoutes() {}

    public static final String LIST = "models";

    public static String model(String name) {
        return "models/" + name;
    }

    public static String version(String name, int version) {
        return model(name) + "?version=" + version;
    }

    public static String thresholds(String name) {
        return "models/" + name + "/thresholds";
    }

    public static String thresholds(String name, int version) {
        return thresholds(name) + "?version=" + version;
    }

    public static String history(String name) {
        return "models/" + name + "/history";
    }
}
