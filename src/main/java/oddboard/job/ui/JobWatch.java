package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import oddboard.job.JobChanges;
import oddboard.job.JobId;

/** Notifies a part of a page of changed jobs while it is shown: gathered, and with the page's lock held. */
public final class JobWatch {
    /** Many jobs change at once; a page is to change a few times a second at most. */
    private static final long SOON = 300;
    /** A page rests so many times as long as its last change took, so that many open pages slow down before the server does. */
    private static final int REST = 10;

    private static final long MAX_REST_LENGTH = 10_000;

    private JobWatch() {}

    /** @param changed gets the ids of jobs that changed since its last call; it may change components */
    public static void on(Component owner, JobChanges changes, Consumer<Set<JobId>> changed) {
        on(owner, changes, ids -> true, changed);
    }

    /** @param worth asked first, without the page's lock: most notifications need not wake most pages */
    public static void on(
            Component owner, JobChanges changes, Predicate<Set<JobId>> worth, Consumer<Set<JobId>> changed) {
        owner.addAttachListener(attached -> {
            var leave = changes.subscribe(gathering(attached.getUI(), worth, changed));
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                leave.run();
            });
        });
    }

    private static Consumer<JobId> gathering(UI ui, Predicate<Set<JobId>> worth, Consumer<Set<JobId>> changed) {
        var pending = ConcurrentHashMap.<JobId>newKeySet();
        var scheduled = new AtomicBoolean();
        var rest = new AtomicLong(SOON);
        var deliver = ui.accessLater(
                () -> {
                    scheduled.set(false);
                    var ids = Set.copyOf(pending);
                    pending.removeAll(ids);
                    long began = System.nanoTime();
                    try {
                        changed.accept(ids);
                    } finally {
                        rest.set(Math.clamp(REST * (System.nanoTime() - began) / 1_000_000, SOON, MAX_REST_LENGTH));
                    }
                },
                () -> {});
        Runnable deliverIfWorth = () -> {
            scheduled.set(false);
            var ids = Set.copyOf(pending);
            if (worth.test(ids)) {
                scheduled.set(true);
                deliver.run();
            } else {
                pending.removeAll(ids);
            }
        };
        return id -> {
            pending.add(id);
            if (scheduled.compareAndSet(false, true)) {
                CompletableFuture.delayedExecutor(rest.get(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                        .execute(deliverIfWorth);
            }
        };
    }
}
