package oddboard.notice;

/**
 * Which ends a person wants to hear of.
 *
 * @param onMySets those of other users' runs on one's own data sets
 * @param webhook where they are sent too; empty for nowhere
 */
public record NoticeChoice(
        boolean ownSucceeded, boolean ownFailed, boolean ownSweeps, boolean onMySets, String webhook) {
    static final NoticeChoice DEFAULT = new NoticeChoice(true, true, true, false, "");
}
