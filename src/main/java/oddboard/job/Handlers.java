package oddboard.job;

import java.util.Optional;
import oddboard.common.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The handlers of all packages, found late: some of them need the queue themselves. */
public final class Handlers {
    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);
    private final ObjectProvider<JobHandler> all;
    private final TransactionTemplate nested;

    Handlers(ObjectProvider<JobHandler> all, PlatformTransactionManager transactions) {
        this.all = all;
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    public Optional<JobHandler> find(String kind) {
        return all.stream().filter(h -> h.kind().equals(kind)).findFirst();
    }

    /** A handler that fails here undoes its own writes alone: the job ends all the same. */
    void ended(String kind, JobId job, JobState state) {
        JobHandler handler = find(kind).orElse(null);
        if (handler == null) {
            LOG.warn("No handler hears of the end of job {}, which is of the kind {}", job, kind);
            return;
        }
        try {
            nested.executeWithoutResult(status -> handler.ended(job, state));
        } catch (RuntimeException e) {
            if (Outage.isPassing(e)) {
                throw e;
            }
            LOG.error("The handler of job {} failed at the notification that it is {}", job, state, e);
        }
    }
}
