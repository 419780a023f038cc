package oddboard.training;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.detector.ImageShape;
import oddboard.evaluation.Evaluator;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobContext;
import oddboard.run.Run;
import oddboard.run.RunRow;
import oddboard.storage.BlobStore;

/** Brings pictures and maps to the store, and computes the metrics that go with scores. */
record StoredResults(
        RunRow run, JobContext context, Datasets datasets, BlobStore blobs, Splits splits, ReconstructionFrame frame) {

    TrainingRepository.Result of(Scored scored, Labels labels) throws Exception {
        Run.Metrics metrics = new TestPixels(run, context, datasets, splits, frame)
                .added(Evaluator.metrics(scored.scores(), labels, scored.seconds()), scored.pictures(), labels);
        Path file = scored.pictures().reconstructions().orElse(null);
        String reconstructions = file == null ? null : put(file);
        RunPictures.Maps maps = scored.pictures().maps().orElse(null);
        TrainingRepository.StoredMaps stored =
                maps == null ? null : new TrainingRepository.StoredMaps(put(maps.file()), maps.shown());
        ImageShape shape = splits.shape();
        return new TrainingRepository.Result(
                labels,
                scored.scores(),
                reconstructions,
                shape.size(),
                shape.channels(),
                scored.pictures().errorScale(),
                stored,
                metrics,
                scored.trained(),
                scored.heldOut(),
                scored.suspects(),
                scored.synthetic());
    }

    private String put(Path file) throws Exception {
        return Retries.untilAvailable(context, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return blobs.put(in).sha256();
            }
        });
    }
}
