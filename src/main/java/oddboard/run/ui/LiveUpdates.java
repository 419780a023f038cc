package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import oddboard.job.JobId;
import oddboard.job.JobNews;

/** Refreshes a page when jobs change, at most twice a second, for as long as the page is shown. */
public final class LiveUpdates {
    private static final long PAUSE_MILLIS = 500;
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    private final Predicate<JobId> concerns;
    private final Runnable refresh;
    private final AtomicBoolean pending = new AtomicBoolean();

    private LiveUpdates(Predicate<JobId> concerns, Runnable refresh) {
        this.concerns = concerns;
        this.refresh = refresh;
    }

    /**
     * Subscribes whenever the page is attached, and leaves when it is detached.
     *
     * @param concerns asked off the UI's thread, so it must be safe for that
     * @param refresh called under the UI's lock
     */
    public static void bind(Component page, JobNews news, Predicate<JobId> concerns, Runnable refresh) {
        var updates = new LiveUpdates(concerns, refresh);
        page.addAttachListener(attach -> {
            var ui = attach.getUI();
            var unsubscribe = news.subscribe(job -> updates.tell(ui, job));
            page.addDetachListener(detach -> {
                unsubscribe.run();
                detach.unregisterListener();
            });
        });
    }

    private void tell(UI ui, JobId job) {
        if (concerns.test(job) && pending.compareAndSet(false, true)) {
            LATER.execute(() -> refresh(ui));
        }
    }

    private void refresh(UI ui) {
        // Before the refresh reads anything: news that comes while it reads must lead to one more.
        pending.set(false);
        try {
            ui.access(refresh::run);
        } catch (UIDetachedException e) {
            // The page was closed meanwhile; nobody looks at it.
        }
    }
}
