package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/** Refreshes what changes without any notification, such as "12 s ago", while it is shown. */
@Service
public class Ticker implements DisposableBean {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("page-ticker").factory());

    /** Calls {@code refresh} with the page's lock held. */
    public void every(Duration period, Component owner, Runnable refresh) {
        owner.addAttachListener(attached -> {
            var deliver = attached.getUI().accessLater(refresh::run, () -> {});
            var ticks = clock.scheduleAtFixedRate(deliver, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                ticks.cancel(false);
            });
        });
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
