package oddboard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import org.springframework.stereotype.Service;

/** Data sets, their uploads and versions. Whoever may not see a data set gets the same answer as if it weren't there. */
@Service
public class Datasets {
    /** @throws InputException where the name is empty, too long or taken by this owner */
    public Dataset create(String name, String description, Dataset.Visibility visibility, User by) {
        throw new UnsupportedOperationException();
    }

    /** All that this user may see, newest first. */
    public List<Dataset> list(User viewer) {
        throw new UnsupportedOperationException();
    }

    public Optional<Dataset> find(DatasetId id, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** The data set that has this version, with it among its versions. */
    public Optional<Dataset> findByVersion(VersionId id, User viewer) {
        throw new UnsupportedOperationException();
    }

    public Optional<DatasetVersion> findVersion(VersionId id, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** Whether this user may add to and change the data set. */
    public boolean mayChange(Dataset dataset, User user) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores a whole file, or nothing. The name is a label only, never a path.
     *
     * @throws IOException where the stream broke off
     */
    public Upload upload(DatasetId dataset, String filename, InputStream bytes, User by) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Queues an import of a new version. Headers of arrays are checked at once, so that the commonest mistakes are told
     * before anything is queued.
     */
    public DatasetVersion importVersion(DatasetId dataset, ImportSpec spec, User by) {
        throw new UnsupportedOperationException();
    }

    /** Guesses the parts of uploads by their names: trainingset.npy, testingset.npy, labels.csv, *.zip. */
    public static ImportSpec.FileRole guessRole(String filename) {
        throw new UnsupportedOperationException();
    }

    public void setBaselines(DatasetId dataset, List<Baseline> baselines, User by) {
        throw new UnsupportedOperationException();
    }

    /** The training split, mapped from this machine's cache; for workers. */
    public PackedImages openTrain(VersionId version) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The test split, mapped from this machine's cache; for workers. */
    public PackedImages openTest(VersionId version) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * One image's bytes, uint8 HWC, read from the store without the cache; for pages.
     *
     * @param index in the packed file: training images first, then test images
     */
    public byte[] image(DatasetVersion version, int index) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The newest label set of the version's test split. */
    public Labels labels(VersionId version) {
        throw new UnsupportedOperationException();
    }

    /** Names of all images as uploaded: training first, then test. */
    public String[] imageNames(VersionId version) {
        throw new UnsupportedOperationException();
    }
}
