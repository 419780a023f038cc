package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.dataset.Originals;
import oddboard.dataset.PackedImages;
import oddboard.dataset.PackedVersion;
import oddboard.detector.ImageShape;
import oddboard.detector.SettingsException;
import oddboard.ingest.Preprocessing;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.quota.QuotaException;
import oddboard.registry.ModelVersion;
import oddboard.registry.ModelWeights;
import oddboard.registry.Models;
import oddboard.storage.BlobStore;
import oddboard.training.EngineTurn;
import oddboard.training.Retries;
import oddboard.upload.StorageQuota;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the bundle of a model version, and keeps it when its scores are the program's. */
@Component
class ExportHandler implements JobHandler {
    private final ExportRepository repository;
    private final ExportFacts facts;
    private final Models models;
    private final ModelWeights weights;
    private final Inputs inputs;
    private final Datasets datasets;
    private final StorageQuota quota;
    private final BlobStore blobs;

    ExportHandler(
            ExportRepository repository,
            ExportFacts facts,
            Models models,
            ModelWeights weights,
            Inputs inputs,
            Datasets datasets,
            StorageQuota quota,
            BlobStore blobs) {
        this.repository = repository;
        this.facts = facts;
        this.models = models;
        this.weights = weights;
        this.inputs = inputs;
        this.datasets = datasets;
        this.quota = quota;
        this.blobs = blobs;
    }

    @Override
    public String kind() {
        return ModelExports.JOB_KIND;
    }

    @Override
    public void handle(JobContext context) throws Exception {
        try {
            export(context);
        } catch (ExportException e) {
            throw new JobFailure(ModelExports.REFUSED, String.valueOf(e.getMessage()), false, e);
        } catch (SettingsException e) {
            throw new JobFailure("SETTING_UNFIT", String.valueOf(e.getMessage()), false, e);
        } catch (QuotaException e) {
            throw new JobFailure(e.code(), String.valueOf(e.getMessage()), false, e);
        } catch (IOException | UncheckedIOException e) {
            throw new JobFailure(
                    "EXPORT_IO",
                    "The model or its images could not be read, or the bundle not be written, on the worker; it is tried"
                            + " again.",
                    true,
                    e);
        }
    }

    private void export(JobContext context) throws Exception {
        BooleanSupplier stops = () -> context.stop() != JobContext.Stop.NONE;
        ExportRepository.Row row = Retries.untilAvailable(context, () -> repository.byJob(context.job()))
                .orElseThrow(ExportHandler::gone);
        ModelVersion version = Retries.untilAvailable(context, () -> models.stored(row.version()))
                .orElseThrow(ExportHandler::gone);
        var threshold = row.threshold() == null
                ? null
                : models.storedThreshold(row.threshold()).orElse(null);
        Facts told = Retries.untilAvailable(context, () -> facts.of(version, threshold));
        Path folder = Files.createDirectories(context.directory().resolve("bundle"));
        Path zip = context.directory().resolve("bundle.zip");
        Optional<String> manifest;
        try (PackedImages images = sample(context, version, stops)) {
            if (images == null || !EngineTurn.take(stops)) {
                return;
            }
            Source source = source(version, images, told, threshold == null ? null : ExportFacts.threshold(threshold));
            try (OutputStream out = Files.newOutputStream(zip)) {
                manifest = Bundles.write(source, row.format().formats(), folder, out, (steps, of) -> {
                    context.progress(steps, of, "steps");
                    EngineTurn.pass();
                    return !stops.getAsBoolean();
                });
            } finally {
                EngineTurn.giveBack();
            }
        }
        if (manifest.isEmpty()) {
            return;
        }
        String sha256 = Retries.untilAvailable(context, () -> {
            try (InputStream in = Files.newInputStream(zip)) {
                return blobs.put(in).sha256();
            }
        });
        context.publish(() -> {
            repository.made(context.job(), sha256, manifest.get());
            quota.check(row.by());
        });
    }

    /** Test images as the model takes them; training images where there are none. */
    private @Nullable PackedImages sample(JobContext context, ModelVersion version, BooleanSupplier stops)
            throws IOException {
        boolean train = samplesTraining(version);
        var data = version.source().data();
        ModelInput input = version.preprocessing().input();
        if (input == null) {
            return train ? datasets.openTrain(data) : datasets.openTest(data);
        }
        PackedVersion squares = inputs.squares(data, input, context.directory(), () -> !stops.getAsBoolean());
        return squares == null ? null : inputs.open(squares, train);
    }

    private static boolean samplesTraining(ModelVersion version) {
        return version.cost().testCount() == 0;
    }

    private @Nullable SampleTiles tiles(ModelVersion version, PackedImages images) {
        ModelInput input = version.preprocessing().input();
        if (input == null || input.tiles() == null) {
            return null;
        }
        Originals originals = inputs.cached(version.source().data());
        if (!originals.mayDiffer()) {
            throw new ExportException(
                    version.ref() + " sees tiles of squares that the import made, which a bundle can't"
                            + " make; import the images with image size 0 (their own size), train on that and export the new"
                            + " model.");
        }
        return SampleTiles.of(images, originals.frames(input), samplesTraining(version));
    }

    private Source source(
            ModelVersion version, PackedImages images, Facts told, @Nullable ExportedThreshold threshold) {
        Preprocessing preprocessing = version.preprocessing();
        ModelInput input = preprocessing.input();
        SampleTiles tiles = tiles(version, images);
        var run = version.source().run();
        return new Source(
                version.model(),
                version.version(),
                version.sha256(),
                run == null ? null : Objects.toString(run),
                version.detector(),
                version.settings(),
                new ImageShape(preprocessing.size(), preprocessing.channels()),
                new Source.Preparation(
                        preprocessing.crop().name(), preprocessing.cropFraction(), preprocessing.valueRange()),
                () -> weights.open(version, "cpu"),
                tiles == null ? new SampleImages(images) : tiles,
                tiles == null || input == null ? null : tiles.tiling(Objects.requireNonNull(input.tiles())),
                told,
                threshold);
    }

    private static JobFailure gone() {
        return new JobFailure(
                "EXPORT_GONE", "The model version or its bundle was deleted; there is nothing to make.", false);
    }
}
