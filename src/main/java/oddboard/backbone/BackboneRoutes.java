package oddboard.backbone;

/** Where the page of backbones is, without a leading slash. */
public final class BackboneRoutes {
    public static final String ALL = "backbones";

    private BackboneRoutes() {}
}
