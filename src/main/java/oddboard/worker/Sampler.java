package oddboard.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import oddboard.common.StoredJson;
import oddboard.job.WorkerSample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures this worker and its machine, on a thread of its own; each heartbeat sends what it last found. */
final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final long SECONDS = 5;
    /** Five minutes. */
    private static final int KEPT = 60;
    /** A driver that does not answer is asked again a minute later. */
    private static final int PAUSE = 12;

    private final JdbcClient sql;
    private final WorkerIdentity worker;
    private final LongSupplier lastLook;
    private final Deque<Integer> cpuHistory = new ArrayDeque<>();
    private final Deque<Integer> gpuHistory = new ArrayDeque<>();
    private volatile @Nullable String latest;
    private @Nullable Thread thread;
    private int pause;

    /** @param lastLook when the scheduler last looked for a job, as System.nanoTime */
    Sampler(JdbcClient sql, WorkerIdentity worker, LongSupplier lastLook) {
        this.sql = sql;
        this.worker = worker;
        this.lastLook = lastLook;
    }

    private synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("sampler").daemon().start(() -> {
                try {
                    while (true) {
                        sample();
                        TimeUnit.SECONDS.sleep(SECONDS);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    void sample() throws InterruptedException {
        try {
            WorkerSample.Gpu gpu = gpu();
            Integer cpu = MachineUse.cpu();
            add(cpuHistory, cpu);
            add(gpuHistory, gpu == null ? null : gpu.use());
            latest = StoredJson.MAPPER.writeValueAsString(new WorkerSample(
                    gpu == null ? MachineUse.processor() : gpu.name(),
                    cpu,
                    MachineUse.processCpu(),
                    MachineUse.memory(),
                    MachineUse.memoryTotal(),
                    MachineUse.processMemory(),
                    gpu,
                    List.copyOf(cpuHistory),
                    List.copyOf(gpuHistory)));
        } catch (RuntimeException e) {
            LOG.debug("This machine can't be measured now", e);
        }
    }

    private WorkerSample.@Nullable Gpu gpu() throws InterruptedException {
        if (!worker.device().startsWith("cuda") || pause-- > 0) {
            return null;
        }
        var gpu = NvidiaSmi.find(NvidiaSmi.ask(), worker.device(), System.getenv("CUDA_VISIBLE_DEVICES"))
                .orElse(null);
        pause = gpu == null ? PAUSE : 0;
        return gpu;
    }

    private static void add(Deque<Integer> history, @Nullable Integer value) {
        if (value != null) {
            history.add(value);
        }
        if (history.size() > KEPT) {
            history.remove();
        }
    }

    /** Writes to the worker's row; trouble with it is nobody's. */
    void send() {
        start();
        try {
            sql.sql("""
                    update worker set sample = coalesce(:sample::jsonb, sample),
                        looked_at = now() - :ago * interval '1 millisecond'
                    where id = :id
                    """)
                    .param("sample", latest)
                    .param("id", worker.id())
                    .param("ago", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastLook.getAsLong()))
                    .update();
        } catch (RuntimeException e) {
            LOG.debug("The measurements of this worker can't be stored now", e);
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
