package oddboard.detector.backbone;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import oddboard.detector.NetworkFileException;
import oddboard.detector.safetensors.SafetensorsFile;

/** A file that has just the tensors of a known network. */
record KnownFile(SafetensorsFile file, Architecture architecture) {
    private static final int SHOWN = 3;

    /** @throws NetworkFileException where it is of no known network, or a part is missing, has another shape or is too much */
    static KnownFile of(SafetensorsFile file) {
        Fit best = Arrays.stream(Architecture.values())
                .map(architecture -> Fit.of(file, architecture))
                .max(Comparator.comparing(Fit::found))
                .orElseThrow();
        if (2 * best.found() < best.architecture.tensors().size()) {
            throw new NetworkFileException(file.name()
                    + " can't be used: it is of none of the known networks ("
                    + Arrays.stream(Architecture.values())
                            .map(Architecture::title)
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + "); its tensors begin with " + quoted(List.copyOf(file.tensors())) + ".");
        }
        String like = file.name() + " can't be used: it is like " + best.architecture.title() + ", but ";
        if (!best.missing.isEmpty()) {
            throw new NetworkFileException(like + "lacks " + quoted(best.missing) + ".");
        }
        if (!best.misshapen.isEmpty()) {
            String first = best.misshapen.getFirst();
            throw new NetworkFileException(
                    like + quoted(best.misshapen) + " " + (best.misshapen.size() == 1 ? "has" : "have")
                            + " another shape: " + file.shape(first) + " instead of "
                            + best.architecture.tensors().get(first) + ".");
        }
        if (!best.unknown.isEmpty()) {
            throw new NetworkFileException(
                    like + "also has " + quoted(best.unknown) + ", so it computes something else.");
        }
        best.architecture.tensors().keySet().forEach(file::requireWeights);
        return new KnownFile(file, best.architecture);
    }

    private record Fit(
            Architecture architecture, long found, List<String> missing, List<String> misshapen, List<String> unknown) {
        static Fit of(SafetensorsFile file, Architecture architecture) {
            Map<String, List<Long>> wanted = architecture.tensors();
            List<String> missing = wanted.keySet().stream()
                    .filter(name -> !file.tensors().contains(name))
                    .toList();
            List<String> misshapen = wanted.entrySet().stream()
                    .filter(one -> file.tensors().contains(one.getKey())
                            && !file.shape(one.getKey()).equals(one.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            List<String> unknown = file.tensors().stream()
                    .filter(name -> !wanted.containsKey(name) && !architecture.ignores(name))
                    .toList();
            // Shapes tell networks of the same names apart.
            long found = wanted.size() - missing.size() - misshapen.size();
            return new Fit(architecture, found, missing, misshapen, unknown);
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().limit(SHOWN).map(KnownFile::shown).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    private static String shown(String name) {
        String line = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return "\"" + (line.length() > 80 ? line.substring(0, 80) + "..." : line) + "\"";
    }

    String name() {
        return file.name();
    }

    /** Numbers of a tensor of the network. */
    float[] floats(String tensor) {
        return file.floats(tensor);
    }

    long[] shape(String tensor) {
        return Objects.requireNonNull(architecture.tensors().get(tensor), tensor).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}
