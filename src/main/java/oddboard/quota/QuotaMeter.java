package oddboard.quota;

import oddboard.account.UserId;

/** Says how much of something a person uses now. Implemented in the packages above; every bean of this type is found. */
public interface QuotaMeter {
    QuotaKind kind();

    /** In the kind's unit. */
    long used(UserId user);
}
