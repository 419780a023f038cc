package oddboard.quota;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of what administrators set. */
final class QuotaRepository {
    private static final long HOUR = 3600;
    private final JdbcClient jdbc;

    QuotaRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that were set for this person, in the kinds' units. */
    Map<QuotaKind, Long> own(UserId user) {
        return jdbc.sql("select storage, queued, running, gpu_hours from quota where account_id = :id")
                .param("id", user.value())
                .query((row, n) -> {
                    Map<QuotaKind, Long> own = new EnumMap<>(QuotaKind.class);
                    for (QuotaKind kind : QuotaKind.values()) {
                        Optional.ofNullable((Long) row.getObject(kind.word()))
                                .ifPresent(v -> own.put(kind, fromColumn(kind, v)));
                    }
                    return own;
                })
                .optional()
                .orElseGet(() -> new EnumMap<>(QuotaKind.class));
    }

    private static long fromColumn(QuotaKind kind, long value) {
        return kind == QuotaKind.GPU_HOURS && value > 0 ? value * HOUR : value;
    }

    void set(UserId user, QuotaKind kind, @Nullable Long limit, String by) {
        Long value = limit != null && kind == QuotaKind.GPU_HOURS && limit > 0 ? Long.valueOf(limit / HOUR) : limit;
        jdbc.sql("""
                insert into quota (account_id, %1$s, changed_by) values (:id, :value, :by)
                on conflict (account_id) do update set %1$s = :value, changed_by = :by, changed_at = now()
                """.formatted(kind.word()))
                .param("id", user.value())
                .param("value", value, java.sql.Types.BIGINT)
                .param("by", by)
                .update();
    }

    /** What workers heed. */
    void publish(long running, long gpuHours) {
        jdbc.sql(
                        "update quota_rule set running = :running, gpu_hours = :hours where (running, gpu_hours) <> (:running, :hours)")
                .param("running", running)
                .param("hours", gpuHours)
                .update();
    }

    /** Who else asks for this person's room waits until this transaction ends. */
    void lock(UserId user) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('oddboard quota'), hashint8(:id))")
                .param("id", user.value())
                .query(Integer.class)
                .single();
    }
}
