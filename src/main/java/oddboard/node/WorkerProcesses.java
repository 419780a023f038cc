package oddboard.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker process a device, each watched and started again; they are stopped together. */
final class WorkerProcesses {
    private static final String ALIVE_FILE = "ODDBOARD_WORKER_ALIVEFILE";
    private final List<WorkerProcess> all = new ArrayList<>();
    private @Nullable AliveFiles alive;

    /**
     * @param devices one process each; empty = one process with what its environment says
     * @param settings what every process gets in its environment
     */
    WorkerProcesses(Home home, Class<?> application, List<String> devices, Map<String, String> settings) {
        if (devices.isEmpty()) {
            all.add(new WorkerProcess(home, application, "worker", settings));
        }
        String file = settings.get(ALIVE_FILE);
        if (file != null && devices.size() > 1) {
            alive = new AliveFiles(Path.of(file), devices.size());
        }
        for (int n = 0; n < devices.size(); n++) {
            Map<String, String> own = new HashMap<>(settings);
            if (alive != null) {
                own.put(ALIVE_FILE, alive.of(n).toString());
            }
            own.put("ODDBOARD_WORKER_DEVICE", devices.get(n));
            if (!own.containsKey("ODDBOARD_WORKER_LABELS")) {
                own.put("ODDBOARD_WORKER_LABELS", WorkerDevices.defaultLabel(devices.get(n)));
            }
            all.add(new WorkerProcess(home, application, "worker " + (n + 1) + " on " + devices.get(n), own));
        }
    }

    void start() {
        if (alive != null) {
            alive.start();
        }
        all.forEach(WorkerProcess::start);
    }

    /** Until all have left by themselves; without a limit to their work they never do. */
    void awaitEnd() throws InterruptedException {
        for (WorkerProcess process : all) {
            process.awaitEnd();
        }
    }

    /** Asks all of them at once to store their checkpoints and leave. */
    void stop() {
        List<Thread> stops =
                all.stream().map(w -> Thread.ofPlatform().start(w::stop)).toList();
        try {
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
