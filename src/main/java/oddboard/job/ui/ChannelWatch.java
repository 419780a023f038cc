package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import oddboard.job.JobChanges;

/** Notifies a part of a page of what a channel tells while it is shown: gathered, and with the page's lock held. */
public final class ChannelWatch {
    private static final long SOON = 200;

    private ChannelWatch() {}

    /**
     * @param channel of {@link JobChanges#CHANNELS}
     * @param worth asked first, without the page's lock: most notifications need not wake most pages
     * @param changed may change components
     */
    public static void on(
            Component owner, JobChanges changes, String channel, Predicate<String> worth, Runnable changed) {
        owner.addAttachListener(attached -> {
            var scheduled = new AtomicBoolean();
            var deliver = attached.getUI()
                    .accessLater(
                            () -> {
                                scheduled.set(false);
                                changed.run();
                            },
                            () -> {});
            var leave = changes.subscribe(channel, told -> {
                if (worth.test(told) && scheduled.compareAndSet(false, true)) {
                    CompletableFuture.delayedExecutor(SOON, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                            .execute(deliver::run);
                }
            });
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                leave.run();
            });
        });
    }
}
