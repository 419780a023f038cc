package oddboard.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import org.springframework.stereotype.Service;

/** Runs. A run is seen by whoever sees its data set; others get the same answer as if it weren't there. */
@Service
public class Runs {
    /**
     * Checks the settings and queues the run.
     *
     * @throws oddboard.detector.SettingsException naming the setting
     * @throws IllegalStateException with a sentence where the version isn't ready
     */
    public Run start(RunSpec spec, User by) {
        throw new UnsupportedOperationException();
    }

    public Optional<Run> find(RunId id, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Run> list(User viewer, int limit) {
        throw new UnsupportedOperationException();
    }

    /** All runs on any version of the data set, newest first. */
    public List<Run> list(DatasetId dataset, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** All runs on this version, newest first. */
    public List<Run> list(VersionId version, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** The run whose job this is. */
    public Optional<Run> findByJob(oddboard.job.JobId job, User viewer) {
        throw new UnsupportedOperationException();
    }

    /** Who started it, who may change its data set, and administrators may cancel it. */
    public boolean mayCancel(Run run, User user) {
        throw new UnsupportedOperationException();
    }

    /** @return false where it had ended already */
    public boolean cancel(RunId id, User by) {
        throw new UnsupportedOperationException();
    }

    /** A new run with the same settings. */
    public Run retry(RunId id, User by) {
        throw new UnsupportedOperationException();
    }

    public List<Loss> losses(RunId id) {
        throw new UnsupportedOperationException();
    }

    /** The last {@code tail} lines in order; all where 0. */
    public List<LogLine> log(RunId id, int tail) {
        throw new UnsupportedOperationException();
    }

    /** Empty until the run succeeded. */
    public Optional<Scores> scores(RunId id) {
        throw new UnsupportedOperationException();
    }

    /** Reconstruction of test image {@code index}, uint8 HWC. */
    public byte[] reconstruction(Run run, int index) throws IOException {
        throw new UnsupportedOperationException();
    }
}
