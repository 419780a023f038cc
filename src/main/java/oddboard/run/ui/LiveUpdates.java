package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import oddboard.job.JobId;
import oddboard.job.JobNews;

/** Tells a page which jobs changed, gathered and at most twice a second, for as long as the page is shown. */
public final class LiveUpdates {
    private static final long PAUSE_MILLIS = 500;
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    private final Predicate<JobId> concerns;
    private final Consumer<Set<JobId>> changed;
    private final Set<JobId> gathered = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean asked = new AtomicBoolean();

    private LiveUpdates(Predicate<JobId> concerns, Consumer<Set<JobId>> changed) {
        this.concerns = concerns;
        this.changed = changed;
    }

    /**
     * Subscribes whenever the page is attached, and leaves when it is detached.
     *
     * @param concerns asked off the UI's thread, so it must be safe for that
     * @param changed called under the UI's lock
     */
    public static void bind(Component page, JobNews news, Predicate<JobId> concerns, Consumer<Set<JobId>> changed) {
        var updates = new LiveUpdates(concerns, changed);
        page.addAttachListener(attach -> {
            var ui = attach.getUI();
            var unsubscribe = news.subscribe(job -> updates.gather(ui, job));
            page.addDetachListener(detach -> {
                unsubscribe.run();
                detach.unregisterListener();
            });
        });
    }

    private void gather(UI ui, JobId job) {
        if (concerns.test(job)) {
            gathered.add(job);
            if (asked.compareAndSet(false, true)) {
                LATER.execute(() -> deliver(ui));
            }
        }
    }

    private void deliver(UI ui) {
        try {
            ui.access(() -> {
                // Before anything is read: news that comes meanwhile must lead to one more delivery.
                asked.set(false);
                var jobs = Set.copyOf(gathered);
                gathered.removeAll(jobs);
                changed.accept(jobs);
            });
        } catch (UIDetachedException e) {
            // The page was closed meanwhile; nobody looks at it.
            asked.set(false);
        }
    }
}
