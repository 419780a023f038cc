package oddboard.job;

import java.util.List;
import oddboard.common.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * What a worker last measured of itself and of its machine; null where the system does not say.
 *
 * @param deviceName what it computes on, such as "NVIDIA H100 80GB HBM3" or "AMD EPYC 7763, 8 cores"
 * @param cpu share of the machine's CPU time that was used, 0..100
 * @param processCpu share that this worker used, 0..100 of the whole machine
 * @param memory bytes of the machine's memory in use
 * @param processMemory bytes that this worker holds
 * @param gpu the GPU that it computes on
 * @param cpuHistory the last few minutes of {@code cpu}, oldest first
 * @param gpuHistory the last few minutes of the GPU's use
 */
public record WorkerSample(
        @Nullable String deviceName,
        @Nullable Integer cpu,
        @Nullable Integer processCpu,
        @Nullable Long memory,
        @Nullable Long memoryTotal,
        @Nullable Long processMemory,
        @Nullable Gpu gpu,
        List<Integer> cpuHistory,
        List<Integer> gpuHistory) {

    /**
     * A GPU.
     *
     * @param index as the driver counts
     * @param use share of the time in which it computed, 0..100
     * @param memory bytes in use, by whatever process
     * @param temperature in degrees Celsius
     */
    public record Gpu(
            int index,
            String uuid,
            String name,
            @Nullable Integer use,
            @Nullable Long memory,
            @Nullable Long memoryTotal,
            @Nullable Integer temperature) {}

    /** Null where it is none, or of another version of the program. */
    static @Nullable WorkerSample read(@Nullable String json) {
        try {
            return json == null ? null : StoredJson.MAPPER.readValue(json, WorkerSample.class);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
