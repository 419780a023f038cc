package oddboard.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import oddboard.detector.NetworkFileException;
import oddboard.detector.NetworkFiles;
import oddboard.detector.TrainingException;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Component;

/** Reads all weights of a backbone that was added and computes a drawn image with them. */
@Component
class BackboneTestHandler implements JobHandler {
    private final BackboneRepository repository;
    private final BlobStore blobs;

    BackboneTestHandler(BackboneRepository repository, BlobStore blobs) {
        this.repository = repository;
        this.blobs = blobs;
    }

    @Override
    public String kind() {
        return Backbones.JOB_KIND;
    }

    @Override
    public void handle(JobContext context) {
        Backbone backbone = repository
                .byJob(context.job())
                .orElseThrow(() ->
                        new JobFailure("BACKBONE_GONE", "The backbone was deleted; there is nothing to test.", false));
        try {
            String found = NetworkFiles.installed().test(blobs.cached(backbone.sha256()), backbone.filename());
            context.publish(() -> repository.tested(context.job(), found));
        } catch (NetworkFileException e) {
            throw new JobFailure("BACKBONE_FILE", e.getMessage(), false, e);
        } catch (TrainingException e) {
            throw new JobFailure(e.code(), e.getMessage(), false, e);
        } catch (IOException | UncheckedIOException e) {
            throw new JobFailure(
                    "BACKBONE_IO",
                    "The file " + backbone.filename() + " could not be read on the worker; it is tried again.",
                    true,
                    e);
        }
    }
}
