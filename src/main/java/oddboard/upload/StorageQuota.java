package oddboard.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.quota.Quota;
import oddboard.quota.QuotaException;
import oddboard.quota.QuotaKind;
import oddboard.quota.QuotaMeter;
import oddboard.quota.Quotas;
import oddboard.ui.Format;
import oddboard.upload.UploadRefusedException.Reason;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How much of the store one person may fill with files and versions. Files on their way count with their whole size from
 * their beginning on, so that no two of them are let into the same room.
 */
@Component
public class StorageQuota implements QuotaMeter {
    private static final long STEP = 1 << 20;
    private static final Duration TOUCH = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Quotas quotas;
    private final TransactionOperations transaction;

    public StorageQuota(JdbcClient jdbc, Quotas quotas, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.quotas = quotas;
        this.transaction = transaction;
    }

    @Override
    public QuotaKind kind() {
        return QuotaKind.STORAGE;
    }

    @Override
    public long used(UserId user) {
        return jdbc.sql("""
                        select (select coalesce(sum(b.size), 0) from blob b
                                where b.sha256 in (select sha256 from blob_use where account_id = :id))
                             + (select coalesce(sum(size), 0) from partial_upload
                                where account_id = :id and upload_id is null and touched_at > now() - interval '1 day')
                             + (select coalesce(sum(bytes), 0) from storage_hold
                                where account_id = :id and touched_at > now() - interval '1 hour')""").param("id", user.value()).query(Long.class).single();
    }

    /** Does the work, which takes so many bytes of a user's room, where they are left. */
    <T> T take(User by, String name, long bytes, java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            requireRoom(by, name, bytes);
            return work.get();
        }));
    }

    /** Until the caller's transaction ends nobody else takes this room. */
    private void requireRoom(User by, String name, long bytes) {
        long limit = quotas.limit(by.id(), QuotaKind.STORAGE);
        if (limit == Quota.NONE) {
            return;
        }
        quotas.lock(by.id());
        long used = used(by.id());
        if (used + bytes > limit) {
            throw new UploadRefusedException(
                    Reason.QUOTA_STORAGE,
                    name + " needs " + Format.bytes(bytes) + ", but you have used " + Format.bytes(used) + " of your "
                            + Format.bytes(limit) + advice());
        }
    }

    private static String advice() {
        return ". Delete data sets, versions or runs that are needed no more, or ask an administrator for more.";
    }

    /** @throws QuotaException where nothing at all is left: what an import makes is known at its end */
    public void requireAnyRoom(UserId user) {
        long limit = quotas.limit(user, QuotaKind.STORAGE);
        if (limit != Quota.NONE && used(user) >= limit) {
            throw over(used(user), limit);
        }
    }

    /**
     * At the end of a transaction that stored something for this user.
     *
     * @throws QuotaException where it was too much; the transaction is then to be undone
     */
    public void check(UserId user) {
        long limit = quotas.limit(user, QuotaKind.STORAGE);
        if (limit == Quota.NONE) {
            return;
        }
        quotas.lock(user);
        long used = used(user);
        if (used > limit) {
            throw over(used, limit);
        }
    }

    private static QuotaException over(long used, long limit) {
        return new QuotaException(
                QuotaKind.STORAGE,
                "This would bring its owner to " + Format.bytes(used) + " of " + Format.bytes(limit) + advice());
    }

    /** Room for one file of known or unknown length, until it is closed. */
    PauseReason hold(User by, String name, long length) {
        long bytes = Math.max(length, 0);
        return new PauseReason(
                by,
                name,
                bytes,
                take(
                        by,
                        name,
                        bytes,
                        () -> jdbc.sql("insert into storage_hold (account_id, bytes) values (:by, :bytes) returning id")
                                .param("by", by.id().value())
                                .param("bytes", bytes)
                                .query(Long.class)
                                .single()));
    }

    final class PauseReason implements AutoCloseable {
        private final User by;
        private final String name;
        private final long id;
        private long bytes;
        private long touched = System.nanoTime();

        private PauseReason(User by, String name, long bytes, long id) {
            this.by = by;
            this.name = name;
            this.bytes = bytes;
            this.id = id;
        }

        /** A stream that may not bring more than there is room for. */
        InputStream guard(InputStream stream) {
            return new FilterInputStream(stream) {
                private long seen;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    int read = in.read(to, offset, length);
                    seen += Math.max(read, 0);
                    if (read < 0 ? seen > bytes : seen > bytes + STEP) {
                        grow(seen);
                    } else if (System.nanoTime() - touched > TOUCH.toNanos()) {
                        grow(bytes);
                    }
                    return read;
                }
            };
        }

        private void grow(long now) {
            take(
                    by,
                    name,
                    now - bytes,
                    () -> jdbc.sql("update storage_hold set bytes = :bytes, touched_at = now() where id = :id")
                            .param("bytes", now)
                            .param("id", id)
                            .update());
            bytes = now;
            touched = System.nanoTime();
        }

        @Override
        public void close() {
            jdbc.sql("delete from storage_hold where id = :id or touched_at < now() - interval '1 day'")
                    .param("id", id)
                    .update();
        }
    }
}
