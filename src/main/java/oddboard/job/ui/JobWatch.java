package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import oddboard.job.JobId;
import oddboard.job.JobNews;

/** Brings news of jobs to a part of a page while it is shown: gathered, and with the page's lock held. */
public final class JobWatch {
    /** Many jobs change at once; a page is to change a few times a second at most. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    private JobWatch() {}

    /** @param changed gets the ids of jobs that changed since its last call; it may change components */
    public static void on(Component owner, JobNews news, Consumer<Set<JobId>> changed) {
        owner.addAttachListener(attached -> {
            var leave = news.subscribe(gathering(attached.getUI(), changed));
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                leave.run();
            });
        });
    }

    private static Consumer<JobId> gathering(UI ui, Consumer<Set<JobId>> changed) {
        var pending = ConcurrentHashMap.<JobId>newKeySet();
        var asked = new AtomicBoolean();
        var deliver = ui.accessLater(() -> {
            asked.set(false);
            var ids = Set.copyOf(pending);
            pending.removeAll(ids);
            changed.accept(ids);
        }, () -> { });
        return id -> {
            pending.add(id);
            if (asked.compareAndSet(false, true)) {
                SOON.execute(deliver::run);
            }
        };
    }
}
