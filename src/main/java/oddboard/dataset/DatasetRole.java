package oddboard.dataset;

/**
 * What somebody is to a data set, least first. Who has which role says the view {@code dataset_right}; what a role may do,
 * this class alone. See docs/decisions/0009-rights.md.
 */
public enum DatasetRole {
    /** Sees and downloads everything. */
    READER,
    /** Of the team, without a role of their own: adds images, runs detectors and sends scores. */
    MEMBER,
    /** As MEMBER; besides relabels images, and cancels, describes and deletes runs of others. */
    EDITOR,
    /** As EDITOR; besides renames, shares, hands over and deletes. One person a data set. */
    OWNER,
    /** Whoever administers this Oddboard: as OWNER, on every data set. */
    ADMINISTRATOR;

    /** Uploads, imports, runs detectors, sends scores, sets the lines on the board. */
    public boolean mayWork() {
        return compareTo(MEMBER) >= 0;
    }

    /** Relabels images, and has a say over what others made: their runs. */
    public boolean mayEdit() {
        return compareTo(EDITOR) >= 0;
    }

    /** Renames, shares, hands over, deletes. */
    public boolean mayManage() {
        return compareTo(OWNER) >= 0;
    }

    /** Whether it is given by name, and so can be taken away. */
    boolean isGiven() {
        return this == READER || this == EDITOR;
    }
}
