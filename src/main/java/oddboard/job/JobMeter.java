package oddboard.job;

import java.util.function.ToLongFunction;
import oddboard.account.UserId;
import oddboard.quota.QuotaKind;
import oddboard.quota.QuotaMeter;

/** Counts what a person has in the queue and on the workers. */
record JobMeter(QuotaKind kind, ToLongFunction<UserId> count) implements QuotaMeter {
    @Override
    public long used(UserId user) {
        return count.applyAsLong(user);
    }
}
