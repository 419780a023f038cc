package oddboard.scoring;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import oddboard.dataset.ModelInput;
import oddboard.detector.Model;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.ingest.Preprocessor;
import oddboard.ingest.Preprocessors;
import oddboard.registry.ModelVersion;
import oddboard.registry.ModelVersionId;
import oddboard.registry.ModelWeights;
import oddboard.registry.Models;

/** Models that stay open between images, until others need their room: those that were not asked for longest go first. */
final class LoadedModels implements AutoCloseable {
    /** An optimizer keeps up to three more numbers for each parameter, float32. */
    private static final long BYTES_PER_PARAMETER = 16;

    private final Models models;
    private final ModelWeights weights;
    private final Preprocessors preprocessors;
    private final String device;
    private final long most;
    private final Map<ModelVersionId, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most bytes for the models' numbers; one model is kept however large it is */
    LoadedModels(Models models, ModelWeights weights, Preprocessors preprocessors, String device, long most) {
        this.models = models;
        this.weights = weights;
        this.preprocessors = preprocessors;
        this.device = device;
        this.most = most;
    }

    record Loaded(ModelVersion version, Model model, Preprocessor preprocessor, ReconstructionFrame frame) {
        /** Of a model that sees tiles. */
        ModelInput.Tiles tiles() {
            return Objects.requireNonNull(
                    Objects.requireNonNull(version.preprocessing().input()).tiles());
        }

        long bytes() {
            return BYTES_PER_PARAMETER * model.parameterCount() + Float.BYTES * model.frozenParameterCount();
        }
    }

    /** @throws IOException where it can't be read */
    Loaded get(ModelVersionId id) throws IOException {
        Loaded there = loaded.get(id);
        if (there != null) {
            return there;
        }
        ModelVersion version = models.stored(id).orElseThrow(() -> new IOException("There is no such model any more."));
        Preprocessor preprocessor = preprocessors
                .of(version.source().data())
                .seenBy(version.preprocessing().input());
        Loaded fresh = new Loaded(
                version,
                weights.open(version, device),
                preprocessor,
                ReconstructionFrame.of(
                        preprocessor.how().size(), preprocessor.how().channels(), version.settings()));
        loaded.put(id, fresh);
        makeRoom();
        return fresh;
    }

    private void makeRoom() {
        var oldest = loaded.values().iterator();
        while (loaded.size() > 1
                && loaded.values().stream().mapToLong(Loaded::bytes).sum() > most) {
            oldest.next().model.close();
            oldest.remove();
        }
    }

    int size() {
        return loaded.size();
    }

    @Override
    public void close() {
        loaded.values().forEach(one -> one.model.close());
        loaded.clear();
    }
}
