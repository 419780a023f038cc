package oddboard.dataset;

/** Addresses of the pages about projects. */
public final class ProjectRoutes {
    private ProjectRoutes() {}

    public static final String LIST = "projects";

    public static String project(ProjectId id) {
        return "projects/" + id;
    }
}
