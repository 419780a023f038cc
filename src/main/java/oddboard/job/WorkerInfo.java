package oddboard.job;

import java.time.Instant;
import java.util.List;

/** A worker process as it last told of itself; {@code alive} = its heartbeat is fresh. */
public record WorkerInfo(
        String id,
        String host,
        long pid,
        List<String> labels,
        int slots,
        int busy,
        String device,
        String version,
        boolean draining,
        boolean alive,
        Instant startedAt,
        Instant lastHeartbeat) {}
