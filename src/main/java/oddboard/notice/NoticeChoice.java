package oddboard.notice;

/**
 * Which ends a person wants to hear of.
 *
 * @param ownImports whether those of imports that one started oneself are among them
 * @param onMySets those of other users' runs on one's own data sets
 * @param webhook where they are sent too; empty for nowhere
 */
public record NoticeChoice(
        boolean ownSucceeded,
        boolean ownFailed,
        boolean ownSweeps,
        boolean ownImports,
        boolean onMySets,
        String webhook) {
    public NoticeChoice withWebhook(String other) {
        return new NoticeChoice(ownSucceeded, ownFailed, ownSweeps, ownImports, onMySets, other);
    }

    static final NoticeChoice DEFAULT = new NoticeChoice(true, true, true, true, false, "");
}
