package oddboard.webhook;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes events in the transaction in which they happen: recorded once, or nothing has happened. */
@Component
class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private final EventRepository repository;
    private final TransactionTemplate nested;

    Events(EventRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** As {@link EventRepository#record}. */
    void record(EventType type, String told, Map<String, ?> parameters) {
        try {
            nested.executeWithoutResult(status -> repository.record(type, told, parameters));
        } catch (NonTransientDataAccessException e) {
            // What happened is worth more than the event about it.
            LOG.error("Webhooks could not be told of {} {}", type.word(), parameters, e);
        }
    }
}
