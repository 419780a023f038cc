package oddboard.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import oddboard.job.WorkerSample.Gpu;
import org.jspecify.annotations.Nullable;

/** Asks NVIDIA's own tool about the GPUs of this machine. */
final class NvidiaSmi {
    private static final List<String> QUERY = List.of(
            "nvidia-smi",
            "--query-gpu=index,uuid,name,utilization.gpu,memory.used,memory.total,temperature.gpu",
            "--format=csv,noheader,nounits");
    private static final Duration MAX_LENGTH = Duration.ofSeconds(5);
    private static final int FIELDS = 7;
    private static final long MIB = 1 << 20;

    private NvidiaSmi() {}

    /** Empty where there is no such tool, or it does not answer. */
    static List<Gpu> ask() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(QUERY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try {
                // A few lines: they fit into the pipe.
                if (!process.waitFor(MAX_LENGTH.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                    return List.of();
                }
                return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One line a GPU, with a comma and a blank between its fields; what a card can't say is put in brackets. */
    static List<Gpu> parse(String text) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.strip().split("\\s*,\\s*");
            Long index = fields.length == FIELDS ? number(fields[0]) : null;
            if (index != null) {
                gpus.add(new Gpu(
                        index.intValue(),
                        fields[1],
                        fields[2],
                        whole(fields[3]),
                        bytes(fields[4]),
                        bytes(fields[5]),
                        whole(fields[6])));
            }
        }
        return gpus;
    }

    /**
     * The GPU that the engine calls {@code device}.
     *
     * @param device {@code cuda:N}; any other has none
     * @param visible the variable CUDA_VISIBLE_DEVICES, by which the engine counts
     */
    static Optional<Gpu> find(List<Gpu> gpus, String device, @Nullable String visible) {
        if (!device.startsWith("cuda")) {
            return Optional.empty();
        }
        Long number = device.contains(":") ? number(device.substring(device.indexOf(':') + 1)) : Long.valueOf(0);
        if (number == null) {
            return Optional.empty();
        }
        String[] order = visible == null || visible.isBlank()
                ? new String[0]
                : visible.strip().split("\\s*,\\s*");
        String wanted = order.length == 0 ? number.toString() : number < order.length ? order[number.intValue()] : "";
        Predicate<Gpu> fits = gpu -> wanted.equals(Integer.toString(gpu.index()))
                || wanted.startsWith("GPU-") && gpu.uuid().startsWith(wanted);
        return gpus.stream().filter(fits).findFirst();
    }

    private static @Nullable Integer whole(String field) {
        Long number = number(field);
        return number == null ? null : number.intValue();
    }

    private static @Nullable Long bytes(String field) {
        Long number = number(field);
        return number == null ? null : number * MIB;
    }

    private static @Nullable Long number(String field) {
        try {
            return Math.round(Double.parseDouble(field));
        } catch (NumberFormatException notSaid) {
            return null;
        }
    }
}
