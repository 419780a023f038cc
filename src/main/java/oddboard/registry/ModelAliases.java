package oddboard.registry;

import java.util.Objects;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Moves the names that point at a model's versions. */
@Service
public class ModelAliases {
    private static final int MAX_ALIASES = 50;

    private final JdbcClient jdbc;
    private final Models models;
    private final ThresholdRepository thresholds;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    ModelAliases(
            JdbcClient jdbc,
            Models models,
            ThresholdRepository thresholds,
            TransactionOperations transaction,
            Audit audit,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.models = models;
        this.thresholds = thresholds;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Points an alias at a version, whether or not there was one of this name.
     *
     * @param threshold that images scored by it are judged by, of that version; null = the newest of the version
     * @param reason for the audit log; may be empty
     */
    public ModelAlias move(
            String model, String alias, int number, @Nullable ThresholdId threshold, String reason, User by) {
        requireChange(model, by);
        String name = ModelText.alias(alias);
        String why = ModelText.reason(reason);
        ModelVersion version = models.require(model, number, by);
        if (threshold != null
                && thresholds
                        .find(threshold)
                        .filter(t -> t.version().equals(version.id()))
                        .isEmpty()) {
            throw new InputException(
                    "THRESHOLD_UNKNOWN",
                    "",
                    "threshold",
                    "Version " + number + " of " + model + " has no threshold " + threshold + ".");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            lock(version.modelId());
            RegisteredModel before = models.require(model, by);
            ModelAlias old = before.alias(name).orElse(null);
            if (old == null && before.aliases().size() >= MAX_ALIASES) {
                throw new InputException(
                        "TOO_MANY_ALIASES", "", "alias", "A model has at most " + MAX_ALIASES + " aliases.");
            }
            put(version, name, threshold, why, by.id());
            audit.record(
                    by.actor(),
                    "model.alias",
                    "model " + model,
                    name + ": " + (old == null ? "" : "version " + old.number() + " → ") + "version " + number
                            + (threshold == null ? "" : ", threshold " + threshold)
                            + (why.isEmpty() ? "" : "; " + why));
            if (old == null || old.number() != number) {
                events.publishEvent(new ModelAliasMoved(model, name, number));
            }
            return models.require(model, by).alias(name).orElseThrow();
        }));
    }

    /** @throws NotFoundException where there is no such model or alias */
    public void remove(String model, String alias, String reason, User by) {
        RegisteredModel found = models.require(model, by);
        requireChange(model, by);
        String why = ModelText.reason(reason);
        transaction.executeWithoutResult(status -> {
            int gone = jdbc.sql("delete from model_alias where model_id = :model and name = :name")
                    .param("model", found.id().value())
                    .param("name", alias)
                    .update();
            if (gone == 0) {
                throw new NotFoundException("The model " + model + " has no alias " + alias + ".");
            }
            audit.record(
                    by.actor(),
                    "model.alias",
                    "model " + model,
                    alias + " removed" + (why.isEmpty() ? "" : "; " + why));
        });
    }

    private void requireChange(String model, User by) {
        if (!models.mayChange(models.require(model, by), by)) {
            throw new AccessDeniedException("You may look at this model, but not change it.");
        }
    }

    private void lock(ModelId model) {
        jdbc.sql("select id from registered_model where id = :id for update")
                .param("id", model.value())
                .query(Long.class)
                .optional();
    }

    private void put(ModelVersion version, String name, @Nullable ThresholdId threshold, String reason, UserId by) {
        jdbc.sql("""
                insert into model_alias (model_id, name, model_version_id, threshold_id, reason, account_id)
                values (:model, :name, :version, :threshold, :reason, :by)
                on conflict (model_id, name) do update
                set model_version_id = excluded.model_version_id, threshold_id = excluded.threshold_id,
                    reason = excluded.reason, account_id = excluded.account_id, moved_at = now()
                """)
                .param("model", version.modelId().value())
                .param("name", name)
                .param("version", version.id().value())
                .param("threshold", threshold == null ? null : threshold.value())
                .param("reason", reason)
                .param("by", by.value())
                .update();
    }
}
