package oddboard.registry;

import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.AuditEntry;
import oddboard.audit.AuditFilter;
import oddboard.audit.AuditLog;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.run.RunId;
import org.springframework.stereotype.Service;

/** Registered models. A model is seen by whoever sees its data set; others get the same answer as if it weren't there. */
@Service
public class Models {
    private final ModelRepository repository;
    private final ThresholdRepository thresholds;
    private final Datasets datasets;
    private final AuditLog log;

    Models(ModelRepository repository, ThresholdRepository thresholds, Datasets datasets, AuditLog log) {
        this.repository = repository;
        this.thresholds = thresholds;
        this.datasets = datasets;
        this.log = log;
    }

    /** All that this user may see, by name. */
    public List<RegisteredModel> list(User viewer) {
        return repository.list(viewer.id());
    }

    public Optional<RegisteredModel> find(String name, User viewer) {
        return repository.find(name, viewer.id());
    }

    /** @throws NotFoundException where this user sees no such model */
    public RegisteredModel require(String name, User viewer) {
        return find(name, viewer).orElseThrow(() -> unknown(name));
    }

    /** @throws NotFoundException where this user sees no such version */
    public ModelVersion require(String name, int version, User viewer) {
        return require(name, viewer)
                .version(version)
                .orElseThrow(() -> new NotFoundException("The model " + name + " has no version " + version + "."));
    }

    /** Versions that this run became, newest first; whoever asks sees the run. */
    public List<ModelVersion> ofRun(RunId run) {
        return repository.ofRun(run);
    }

    /**
     * The version that {@code name@alias}, {@code name/3} or {@code name@sha256:...} names now.
     *
     * @throws oddboard.common.InputException where it has none of these forms
     * @throws NotFoundException where this user sees no such model, alias or version
     */
    public ModelVersion resolve(String ref, User viewer) {
        ModelRef parsed = ModelRef.parse(ref);
        RegisteredModel model = require(parsed.model(), viewer);
        Optional<ModelVersion> found;
        if (parsed.alias() != null) {
            found = model.aliased(parsed.alias());
        } else if (parsed.version() != null) {
            found = model.version(parsed.version());
        } else {
            found = model.versions().stream()
                    .filter(v -> v.sha256().equals(parsed.sha256()))
                    .findFirst();
        }
        return found.orElseThrow(
                () -> new NotFoundException("The model " + model.name() + " has no " + parsed.what() + "."));
    }

    /**
     * By what the version that {@code ref} names is judged: the alias's threshold, else the version's newest; empty where it
     * has none.
     */
    public Optional<Threshold> thresholdFor(String ref, User viewer) {
        ModelVersion version = resolve(ref, viewer);
        String alias = ModelRef.parse(ref).alias();
        return Optional.ofNullable(alias)
                .flatMap(a -> require(version.model(), viewer).alias(a))
                .flatMap(a -> Optional.ofNullable(a.threshold()))
                .flatMap(thresholds::find)
                .or(() -> thresholdFor(version));
    }

    /** The version's newest threshold. */
    public Optional<Threshold> thresholdFor(ModelVersion version) {
        return thresholds.list(version.id()).stream().findFirst();
    }

    /** As it is stored: for workers, whose rights nobody asks. */
    public Optional<ModelVersion> stored(ModelVersionId id) {
        return repository.version(id);
    }

    /** As it is stored: for workers, whose rights nobody asks. */
    public Optional<Threshold> storedThreshold(ThresholdId id) {
        return thresholds.find(id);
    }

    /** What was done to it, newest first; of a name that was used before, only what was done to this model. */
    public List<AuditEntry> history(RegisteredModel model, int limit) {
        AuditFilter filter = new AuditFilter("", "model", "model " + model.name(), "", model.createdAt(), null);
        return log.page(filter, null, limit);
    }

    /** Who may change runs of its data set: editors, the owner and administrators, and who registered it. */
    public boolean mayChange(RegisteredModel model, User user) {
        return datasets.role(model.dataset(), user)
                .filter(role -> role.mayEdit() || role.mayWork() && model.by().equals(user.id()))
                .isPresent();
    }

    static NotFoundException unknown(String name) {
        return new NotFoundException("There is no model " + name + ".");
    }
}
