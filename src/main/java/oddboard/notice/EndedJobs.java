package oddboard.notice;

import oddboard.evaluation.MetricsHidden;
import oddboard.ingest.ImportEnded;
import oddboard.run.RunEnded;
import oddboard.run.RunRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears of the end of each run and import, on the worker or node that ends it and in that transaction: recorded once, or not ended. */
@Component
class EndedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(EndedJobs.class);
    private final NoticeRepository notices;
    private final TransactionTemplate nested;

    EndedJobs(NoticeRepository notices, PlatformTransactionManager transactions) {
        this.notices = notices;
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @EventListener
    void on(MetricsHidden hidden) {
        notices.forgetMetrics(hidden.runs());
    }

    @EventListener
    void on(RunEnded ended) {
        record(
                "run " + ended.run(),
                () -> notices.runEnded(ended.run().value(), ended.state().name(), RunRoutes.overview(ended.run())));
    }

    @EventListener
    void on(ImportEnded ended) {
        record(
                "job " + ended.job(),
                () -> notices.importEnded(ended.job().value(), ended.state().name()));
    }

    private void record(String what, Runnable notice) {
        try {
            nested.executeWithoutResult(status -> notice.run());
        } catch (NonTransientDataAccessException e) {
            // A result is worth more than the notification of it.
            LOG.error("Nobody could be notified of the end of {}", what, e);
        }
    }
}
