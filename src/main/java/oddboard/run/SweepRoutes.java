package oddboard.run;

/** Addresses of the pages about sweeps. */
public final class SweepRoutes {
    private SweepRoutes() {}

    public static final String LIST = "sweeps";
    public static final String NEW = "sweeps/new";

    public static String overview(SweepId id) {
        return "sweeps/" + id;
    }
}
