package oddboard.webhook;

/** Where the page of webhooks is, without a leading slash. */
public final class WebhookRoutes {
    public static final String ALL = "webhooks";
    public static final String ID = "id";

    private WebhookRoutes() {}

    public static String webhook(EndpointId id) {
        return ALL + "?" + ID + "=" + id;
    }
}
