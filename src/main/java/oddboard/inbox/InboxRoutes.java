package oddboard.inbox;

/** Where the pages of inboxes are, without a leading slash. */
public final class InboxRoutes {
    public static final String ALL = "inboxes";

    private InboxRoutes() {}

    public static String inbox(InboxId id) {
        return ALL + "/" + id;
    }
}
