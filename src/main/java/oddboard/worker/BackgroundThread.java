package oddboard.worker;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does work that should not slow down what computes beside it: on Linux the scheduler prefers all other threads. */
final class BackgroundThread {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThread.class);
    /** From 0 as usual to 19: about a tenth of what a usual thread gets where both want the same core. */
    private static final int NICE = 10;

    private BackgroundThread() {}

    /** Returns when the work is done. The threads that it starts are as modest as its own. */
    static void run(Callable<Void> work) throws Exception {
        Map<String, String> inLog = MDC.getCopyOfContextMap();
        FutureTask<Void> task = new FutureTask<>(Context.current().wrap(() -> {
            if (inLog != null) {
                MDC.setContextMap(inLog);
            }
            beModest();
            return work.call();
        }));
        Thread.ofPlatform()
                .name(Thread.currentThread().getName() + "-background")
                .start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /** Elsewhere than on Linux the call would slow down the whole process. */
    private static void beModest() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Native.load("c", LibC.class).setpriority(0, 0, NICE);
        } catch (LastErrorException | LinkageError e) {
            LOG.warn("An import runs with the priority of a training: {}", e.getMessage());
        }
    }

    /** Threads of Linux have a nice value each, and 0 means the thread that calls. */
    private interface LibC extends Library {
        int setpriority(int which, int who, int priority) throws LastErrorException;
    }
}
