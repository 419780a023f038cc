package oddboard.account;

import java.util.Arrays;
import java.util.List;

/** What an access token may do at most, whatever its owner may do. */
public enum Scope {
    /** Looks. */
    READ(Role.VIEWER),
    /** Adds data sets and runs, and changes what its owner may change. */
    WRITE(Role.MEMBER),
    /** Does everything that its owner may do. */
    ADMIN(Role.ADMIN);

    private final Role most;

    Scope(Role most) {
        this.most = most;
    }

    /** The role that a token of this scope acts in. */
    Role cap(Role owner) {
        return owner.ordinal() > most.ordinal() ? owner : most;
    }

    /** Those that are worth something to somebody in {@code role}. */
    public static List<Scope> of(Role role) {
        return Arrays.stream(values())
                .filter(scope -> scope.most.ordinal() >= role.ordinal())
                .toList();
    }
}
