package oddboard.run;

import java.io.IOException;
import java.util.NoSuchElementException;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Service;

/** The reconstructed test images of a run; whoever asks has found the run by {@link Runs}, which knows who sees it. */
@Service
public class RunReconstructions {
    private final RunResults results;
    private final BlobStore blobs;

    RunReconstructions(RunResults results, BlobStore blobs) {
        this.results = results;
        this.blobs = blobs;
    }

    /**
     * Reconstruction of test image {@code index}, uint8 HWC.
     *
     * @throws NoSuchElementException where the run has no result, or its test split no such image
     */
    public byte[] image(Run run, int index) throws IOException {
        RunResults.StoredReconstructions pictures = results.reconstructions(run.id())
                .filter(p -> index >= 0 && index < p.count())
                .orElseThrow(() -> new NoSuchElementException("Run " + run.id() + " has no picture " + index + "."));
        return blobs.read(pictures.sha256(), (long) index * pictures.length(), pictures.length());
    }

    /** Error (0..255) that maps of this run show as the brightest colour; cheaper than all of {@link Runs#scores}. */
    public double errorScale(RunId id) {
        return results.reconstructions(id)
                .map(RunResults.StoredReconstructions::errorScale)
                .orElseThrow(() -> new NoSuchElementException("Run " + id + " has no pictures."));
    }
}
