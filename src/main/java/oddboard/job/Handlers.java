package oddboard.job;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The handlers of all rooms, found late: some of them need the queue themselves. */
final class Handlers {
    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);
    private final ObjectProvider<JobHandler> all;

    Handlers(ObjectProvider<JobHandler> all) {
        this.all = all;
    }

    Optional<JobHandler> find(String kind) {
        return all.stream().filter(h -> h.kind().equals(kind)).findFirst();
    }

    void ended(String kind, JobId job, JobState state) {
        find(kind).ifPresentOrElse(h -> h.ended(job, state), () -> LOG.warn("No handler hears of the end of job {}", job));
    }
}
