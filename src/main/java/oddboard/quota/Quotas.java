package oddboard.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** What users may use. */
@Service
@EnableConfigurationProperties(QuotaSettings.class)
public class Quotas {
    private final QuotaRepository repository;
    private final QuotaSettings settings;
    private final long queued;
    private final boolean decides;
    private final ObjectProvider<QuotaMeter> meters;
    private final Audit audit;

    Quotas(
            JdbcClient jdbc,
            QuotaSettings settings,
            @Value("${oddboard.queue.limit:1000}") long queued,
            @Value("${oddboard.role:web}") String role,
            ObjectProvider<QuotaMeter> meters,
            Audit audit) {
        this.repository = new QuotaRepository(jdbc);
        this.settings = settings;
        this.queued = queued;
        this.decides = !role.equals("worker");
        this.meters = meters;
        this.audit = audit;
    }

    @EventListener(ApplicationReadyEvent.class)
    void publish() {
        if (decides) {
            repository.publish(settings.running(), settings.gpuHours());
        }
    }

    /** {@link Quota#NONE} where there is none. */
    public long limit(UserId user, QuotaKind kind) {
        return Optional.ofNullable(repository.own(user).get(kind)).orElseGet(() -> usual(kind));
    }

    /** For those for whom nothing else is set. */
    public long usual(QuotaKind kind) {
        return switch (kind) {
            case STORAGE -> settings.storage().toBytes();
            case QUEUED -> queued;
            case RUNNING -> settings.running();
            case GPU_HOURS -> settings.gpuHours() > 0 ? settings.gpuHours() * 3600 : settings.gpuHours();
        };
    }

    /** All that are measured, in the order of the kinds. */
    public List<Quota> of(UserId user) {
        var own = repository.own(user);
        List<Quota> all = new ArrayList<>();
        for (QuotaKind kind : QuotaKind.values()) {
            meters.stream()
                    .filter(m -> m.kind() == kind)
                    .findFirst()
                    .ifPresent(meter -> all.add(new Quota(
                            kind,
                            meter.used(user),
                            Optional.ofNullable(own.get(kind)).orElseGet(() -> usual(kind)),
                            own.containsKey(kind))));
        }
        return all;
    }

    /**
     * Until the caller's transaction ends nobody else is let in by this person's limits: look, then take.
     */
    public void lock(UserId user) {
        repository.lock(user);
    }

    /**
     * Sets a limit for one person.
     *
     * @param limit in the kind's unit, {@link Quota#NONE} for none; null = what holds for everybody
     * @throws AccessDeniedException where the caller is no administrator
     * @throws IllegalArgumentException with a sentence where it is no limit
     */
    public void set(UserId user, QuotaKind kind, @Nullable Long limit, User by) {
        if (!by.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may set limits.");
        }
        check(kind, limit);
        repository.set(user, kind, limit, by.name());
        audit.record(
                by.actor(),
                "quota.set",
                "account " + user,
                kind.word() + " " + (limit == null ? "as usual" : limit == Quota.NONE ? "no limit" : kind.text(limit)));
    }

    /** @throws IllegalArgumentException as {@link #set} does */
    public static void check(QuotaKind kind, @Nullable Long limit) {
        if (limit != null && limit < Quota.NONE) {
            throw new IllegalArgumentException("A limit is 0 or more, or none.");
        }
        if (limit != null && kind == QuotaKind.GPU_HOURS && limit > 0 && limit % 3600 != 0) {
            throw new IllegalArgumentException("GPU time is limited in whole hours, each of 3600 seconds.");
        }
    }
}
