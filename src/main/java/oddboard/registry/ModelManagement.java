package oddboard.registry;

import java.util.List;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Describes models and deletes them and their versions. Weights that nothing names any more are collected elsewhere. */
@Service
public class ModelManagement {
    private final JdbcClient jdbc;
    private final Models models;
    private final TransactionOperations transaction;
    private final Audit audit;

    ModelManagement(JdbcClient jdbc, Models models, TransactionOperations transaction, Audit audit) {
        this.jdbc = jdbc;
        this.models = models;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Null leaves a thing as it is. */
    public RegisteredModel describe(String name, @Nullable String description, @Nullable List<String> tags, User by) {
        RegisteredModel model = requireChange(name, by);
        String text = description == null ? model.description() : ModelText.description(description);
        List<String> kept = tags == null ? model.tags() : ModelText.tags(tags);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update registered_model set description = :description, tags = :tags where id = :id")
                    .param("description", text)
                    .param("tags", kept.toArray(String[]::new))
                    .param("id", model.id().value())
                    .update();
            audit.record(by.actor(), "model.describe", "model " + name, kept.isEmpty() ? "" : "tags " + kept);
        });
        return models.require(name, by);
    }

    /** Deletes the model with all its versions, aliases and thresholds. */
    public void delete(String name, User by) {
        RegisteredModel model = requireChange(name, by);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from registered_model where id = :id")
                    .param("id", model.id().value())
                    .update();
            audit.record(
                    by.actor(),
                    "model.delete",
                    "model " + name,
                    model.versions().size() + " versions");
        });
    }

    /**
     * Deletes one version with its thresholds; its number is not given again.
     *
     * @throws ConflictException with a sentence where an alias points at it, or it is the only one
     */
    public void delete(String name, int version, User by) {
        requireChange(name, by);
        transaction.executeWithoutResult(status -> {
            lock(name);
            RegisteredModel model = models.require(name, by);
            ModelVersion found = model.version(version)
                    .orElseThrow(() -> new NotFoundException("The model " + name + " has no version " + version + "."));
            model.aliases().stream()
                    .filter(a -> a.number() == version)
                    .findFirst()
                    .ifPresent(alias -> {
                        throw new ConflictException("The alias " + alias.name() + " points at version " + version
                                + " of " + name + "; move or remove the alias first.");
                    });
            if (model.versions().size() == 1) {
                throw new ConflictException(
                        "Version " + version + " is the only one of " + name + "; delete the model instead.");
            }
            jdbc.sql("delete from model_version where id = :id")
                    .param("id", found.id().value())
                    .update();
            audit.record(
                    by.actor(), "model.delete", "model " + name, "version " + version + ", sha256 " + found.sha256());
        });
    }

    private RegisteredModel requireChange(String name, User by) {
        RegisteredModel model = models.require(name, by);
        if (!models.mayChange(model, by)) {
            throw new AccessDeniedException("You may look at this model, but not change it.");
        }
        return model;
    }

    private void lock(String name) {
        jdbc.sql("select id from registered_model where name = :name for update")
                .param("name", name)
                .query(Long.class)
                .optional();
    }
}
