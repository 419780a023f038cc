package oddboard.registry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Thresholds of model versions. None ever changes; a new one is added. */
@Service
public class Thresholds {
    private final ThresholdRepository repository;
    private final Models models;
    private final CalibrationSamples samples;
    private final TransactionOperations transaction;
    private final Audit audit;

    Thresholds(
            ThresholdRepository repository,
            Models models,
            CalibrationSamples samples,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.models = models;
        this.samples = samples;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * What somebody wants.
     *
     * @param parameters of the method, see {@link Method#parameters}; those that are missing have their standard values
     * @param calibrateOn null = training images held out of training; where there are none, those that it was trained on
     */
    public record Request(
            Method method,
            Map<String, ?> parameters,
            @Nullable CalibrationSplit calibrateOn) {}

    /** Newest first. */
    public List<Threshold> list(ModelVersion version) {
        return repository.list(version.id());
    }

    /** Which images of this version a threshold can be calibrated on. */
    public Set<CalibrationSplit> splits(ModelVersion version) {
        return samples.stored(version);
    }

    /** The images that a threshold is calibrated on where nobody chooses any; null where there are none. */
    public @Nullable CalibrationSplit standard(ModelVersion version) {
        Set<CalibrationSplit> stored = splits(version);
        return stored.contains(CalibrationSplit.HELD_OUT)
                ? CalibrationSplit.HELD_OUT
                : stored.contains(CalibrationSplit.TRAIN) ? CalibrationSplit.TRAIN : null;
    }

    /** Raw scores of images of this version. */
    public CalibrationSample sample(ModelVersion version, CalibrationSplit split, User viewer) {
        return samples.of(version, split, viewer);
    }

    /** Raw scores of the normal test images, of labeled ones that this viewer may see; none where there are none. */
    public double[] normalTestScores(ModelVersion version, User viewer) {
        return samples.normalTest(version, viewer);
    }

    /**
     * What a threshold would be; nothing is stored.
     *
     * @throws InputException with a sentence where the parameters or the images don't allow it
     */
    public ThresholdChoice preview(ModelVersion version, Request request, User viewer) {
        Method method = request.method();
        CalibrationSplit wanted = request.calibrateOn();
        if (method.needsLabels()) {
            if (wanted != null && wanted != CalibrationSplit.TEST) {
                throw new InputException(
                        "NO_CALIBRATION_SCORES",
                        "",
                        "calibrateOn",
                        "The method " + method.word() + " needs labeled test images (calibrateOn test), not "
                                + wanted.word() + ".");
            }
            wanted = CalibrationSplit.TEST;
        } else if (wanted == CalibrationSplit.TEST) {
            wanted = CalibrationSplit.TEST_NORMAL;
        }
        CalibrationSplit split = wanted == null ? standard(version) : wanted;
        if (split == null && method != Method.MANUAL) {
            // Says what there is instead.
            split = CalibrationSplit.TRAIN;
        }
        return Calibrator.choose(
                method, request.parameters(), split == null ? null : samples.of(version, split, viewer));
    }

    /**
     * Works a threshold out and keeps it.
     *
     * @throws NotFoundException where this user sees no such version
     * @throws InputException with a sentence where the parameters or the images don't allow it
     */
    public Threshold add(String name, int number, Request request, User by) {
        if (!models.mayChange(models.require(name, by), by)) {
            throw new AccessDeniedException("You may look at this model, but not change it.");
        }
        ModelVersion version = models.require(name, number, by);
        ThresholdChoice choice = preview(version, request, by);
        return Objects.requireNonNull(transaction.execute(status -> {
            ThresholdId id = repository.insert(version.id(), choice, by.id());
            audit.record(
                    by.actor(),
                    "model.threshold",
                    "model " + name,
                    "threshold " + id + " of version " + number + ": "
                            + choice.method().word() + " " + choice.parameters() + " = " + choice.value());
            return repository.find(id).orElseThrow();
        }));
    }
}
