package oddboard.account;

import oddboard.audit.Audit;

/** A person who may sign in. */
public record User(UserId id, String name, Role role, boolean mustChangePassword) {
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** As the audit log knows them. */
    public Audit.Actor actor() {
        return new Audit.Actor(id.value(), name);
    }

    /** Whether this user may add data sets, uploads and runs. */
    public boolean mayChange() {
        return role != Role.VIEWER;
    }
}
