package oddboard.account;

/** A person who may sign in. */
public record User(UserId id, String name, Role role, boolean mustChangePassword) {
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Whether this user may add data sets, uploads and runs. */
    public boolean mayChange() {
        return role != Role.VIEWER;
    }
}
