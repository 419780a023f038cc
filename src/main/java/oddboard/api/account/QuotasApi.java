package oddboard.api.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.account.Users;
import oddboard.common.NotFoundException;
import oddboard.detector.SettingsException;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What one uses and may use. */
@Tag(name = "Users")
@RestController
class QuotasApi {
    private final Quotas quotas;
    private final Users users;

    QuotasApi(Quotas quotas, Users users) {
        this.quotas = quotas;
        this.users = users;
    }

    /**
     * Of one kind.
     *
     * @param unit of the numbers: bytes, jobs or seconds
     * @param limit null where there is none
     * @param own whether an administrator set it for this person
     */
    record QuotaResponse(
            String kind, String unit, long used, @Nullable Long limit, boolean own) {
        static QuotaResponse of(Quota quota) {
            return new QuotaResponse(
                    quota.kind().word(),
                    quota.kind().unit(),
                    quota.used(),
                    quota.isLimited() ? quota.limit() : null,
                    quota.own());
        }
    }

    record QuotasResponse(List<QuotaResponse> quotas) {}

    @Operation(summary = "The caller's limits and what is used of them")
    @GetMapping("/api/v1/account/quotas")
    QuotasResponse mine() {
        return response(users.require());
    }

    @Operation(summary = "A person's limits and what is used of them", description = "For administrators.")
    @GetMapping("/api/v1/users/{id}/quotas")
    QuotasResponse of(@PathVariable long id) {
        return response(other(id));
    }

    /** {@code {"storage":5000000000,"running":2}}: -1 = no limit, null = the usual one, what is left out stays. */
    @Operation(
            summary = "Set a person's limits",
            description = "For administrators: storage (bytes), queued, running (jobs), gpu_hours; -1 = no limit, "
                    + "null = the usual one, what is left out stays.")
    @PutMapping("/api/v1/users/{id}/quotas")
    QuotasResponse set(@PathVariable long id, @RequestBody Map<String, @Nullable BigDecimal> wanted) {
        User user = other(id);
        User by = users.require();
        Map<QuotaKind, @Nullable Long> limits = new EnumMap<>(QuotaKind.class);
        wanted.forEach((word, limit) -> {
            QuotaKind kind = kind(word);
            try {
                limits.put(kind, limit == null ? null : Long.valueOf(limit.longValueExact()));
                Quotas.check(kind, limits.get(kind));
            } catch (ArithmeticException e) {
                throw new SettingsException(word, "A limit is a whole number, -1 for none, or null for the usual one.");
            } catch (IllegalArgumentException e) {
                throw new SettingsException(word, String.valueOf(e.getMessage()));
            }
        });
        // Only now: a call is done as a whole or not at all.
        limits.forEach((kind, limit) -> quotas.set(user.id(), kind, limit, by));
        return response(user);
    }

    private static QuotaKind kind(String word) {
        for (QuotaKind kind : QuotaKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new SettingsException(
                word, "There is no limit \"" + word + "\"; there are storage, queued, running and gpu_hours.");
    }

    private User other(long id) {
        if (!users.require().isAdmin()) {
            throw new AccessDeniedException("Only an administrator sees and sets the limits of others.");
        }
        return users.find(new UserId(id)).orElseThrow(() -> new NotFoundException("There is no user " + id + "."));
    }

    private QuotasResponse response(User user) {
        return new QuotasResponse(
                quotas.of(user.id()).stream().map(QuotaResponse::of).toList());
    }
}
