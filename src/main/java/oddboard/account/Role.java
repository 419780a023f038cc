package oddboard.account;

/** What a user may do in the system: VIEWER looks, MEMBER adds data sets and runs, ADMIN does everything. Most first. */
public enum Role {
    ADMIN,
    MEMBER,
    VIEWER
}
