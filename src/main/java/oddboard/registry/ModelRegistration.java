package oddboard.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.ingest.Preprocessors;
import oddboard.registry.RegistrationRepository.Checkpoint;
import oddboard.registry.RegistrationRepository.Facts;
import oddboard.registry.RegistrationRepository.NewVersion;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes models and their versions of runs that succeeded. Who may change the run may register it. */
@Service
public class ModelRegistration {
    private final RegistrationRepository repository;
    private final ModelRepository models;
    private final Runs runs;
    private final Datasets datasets;
    private final Preprocessors preprocessors;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    ModelRegistration(
            RegistrationRepository repository,
            ModelRepository models,
            Runs runs,
            Datasets datasets,
            Preprocessors preprocessors,
            TransactionOperations transaction,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.models = models;
        this.runs = runs;
        this.datasets = datasets;
        this.preprocessors = preprocessors;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
    }

    /**
     * A new model, whose version 1 the run becomes.
     *
     * @throws InputException where the name is no name or is taken
     * @throws ConflictException with a sentence where the run has not succeeded, or its weights are gone
     */
    public ModelVersion register(RunId id, String name, String description, List<String> tags, User by) {
        Run run = require(id, by);
        String plain = ModelText.name(name);
        String text = ModelText.description(description);
        List<String> kept = ModelText.tags(tags);
        Dataset dataset = datasets.findByVersion(run.version(), by).orElseThrow();
        try {
            return inTransaction(() -> {
                ModelId model = repository.insertModel(dataset.id(), plain, text, kept.toArray(String[]::new), by.id());
                audit.record(by.actor(), "model.create", "model " + plain, "of data set " + dataset.id());
                events.publishEvent(new ModelRegistered(model, plain));
                return insert(model, plain, run, "", by);
            });
        } catch (DuplicateKeyException e) {
            throw new InputException(
                    "MODEL_NAME_TAKEN",
                    "",
                    "name",
                    "There is a model called " + plain + " already, perhaps one that you may not see; choose another"
                            + " name, or make the run a new version of that model.");
        }
    }

    /**
     * A new version of a model.
     *
     * @throws NotFoundException where this user sees no such model or run
     * @throws ConflictException with a sentence where the run has not succeeded, its weights are gone, it is of another data
     *     set, or it is a version of this model already
     */
    public ModelVersion addVersion(String name, RunId id, String description, User by) {
        RegisteredModel model = models.find(name, by.id()).orElseThrow(() -> Models.unknown(name));
        Run run = require(id, by);
        Dataset dataset = datasets.findByVersion(run.version(), by).orElseThrow();
        if (!dataset.id().equals(model.dataset())) {
            throw new ConflictException(
                    "Run " + id + " was trained on the data set " + dataset.name() + ", but the model " + name
                            + " is of " + model.datasetName() + "; register the run as a model of its own.");
        }
        String text = ModelText.description(description);
        return inTransaction(() -> insert(model.id(), name, run, text, by));
    }

    private Run require(RunId id, User by) {
        Run run = runs.find(id, by).orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        if (!runs.mayCancel(run, by)) {
            throw new AccessDeniedException("Run " + id + " is not yours to register.");
        }
        if (run.result() == null) {
            throw new ConflictException("Run " + id + " has not succeeded; only a run that has can become a model.");
        }
        return run;
    }

    private ModelVersion insert(ModelId model, String name, Run run, String description, User by) {
        datasets.hold(run.version());
        Checkpoint weights = weights(run);
        Facts facts = repository.facts(
                run.id(),
                preprocessors.of(run.version()).how().seenBy(run.setup().input()));
        String sha256 = ModelDigest.of(run, weights.sha256(), facts);
        models.sameVersion(model, sha256).ifPresent(version -> {
            throw new ConflictException("Run " + run.id() + " is version " + version + " of " + name + " already.");
        });
        ModelVersionId id = repository.insertVersion(new NewVersion(
                model,
                sha256,
                run.id(),
                run.name(),
                run.version(),
                weights.sha256(),
                run.setup().detector(),
                run.setup().settings(),
                weights.fitted(),
                run.setup().seed(),
                cost(run),
                facts,
                description,
                by.id()));
        ModelVersion version = models.version(id).orElseThrow();
        audit.record(
                by.actor(),
                "model.version",
                "model " + name,
                "version " + version.version() + " of run " + run.id() + ", sha256 " + sha256);
        events.publishEvent(new ModelVersionCreated(id, name, version.version()));
        return version;
    }

    /** The checkpoint that holds what the run scored with. */
    private Checkpoint weights(Run run) {
        Checkpoint last = repository
                .lastCheckpoint(run.id())
                .orElseThrow(() -> new ConflictException(
                        "NO_WEIGHTS",
                        "The weights of run " + run.id()
                                + " are not stored (any more): networks of more than 20 million"
                                + " parameters keep none, and retention deletes old ones. Clone the run and register the"
                                + " clone soon after its end."));
        int trained = run.traits().epochs() ? run.training().epoch() : 1;
        if (last.epoch() != trained) {
            throw new ConflictException(
                    "NO_WEIGHTS",
                    "The last checkpoint of run " + run.id() + " is of epoch " + last.epoch() + " of " + trained
                            + ", not what its scores were made with; clone the run and register the clone.");
        }
        return last;
    }

    private static Map<String, Object> cost(Run run) {
        Map<String, Object> cost = new LinkedHashMap<>();
        if (run.setup().parameterCount() != null) {
            cost.put("parameterCount", run.setup().parameterCount());
        }
        cost.put("trainSeconds", run.training().seconds());
        cost.put("scoreSeconds", Objects.requireNonNull(run.result()).scoreSeconds());
        return cost;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
