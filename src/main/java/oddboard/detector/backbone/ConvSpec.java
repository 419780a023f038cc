package oddboard.detector.backbone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A convolution without bias that keeps the edge or halves it, then batch normalization (epsilon 1e-5).
 *
 * @param conv name of the convolution in files, {@code norm} that of the normalization
 * @param inputs channels of a group
 */
record ConvSpec(
        String conv, String norm, int outputs, int inputs, int kernel, int stride, int groups, Activation activation) {

    /** Names and shapes of what it needs. */
    Map<String, List<Long>> tensors() {
        Map<String, List<Long>> tensors = new LinkedHashMap<>();
        tensors.put(conv + ".weight", List.of((long) outputs, (long) inputs, (long) kernel, (long) kernel));
        for (String of : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            tensors.put(norm + of, List.of((long) outputs));
        }
        return tensors;
    }
}
