package oddboard.detector.backbone;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions one after another.
 *
 * @param adds whether what went in is added to what comes out, through {@code shortcut} where there is one
 * @param relu whether a ReLU follows that sum
 * @param pools whether a maximum over 3 x 3 with stride 2 follows
 * @param isMap whether its output is one of the network's maps
 */
record BlockSpec(
        List<ConvSpec> path, @Nullable ConvSpec shortcut, boolean adds, boolean relu, boolean pools, boolean isMap) {

    Stream<ConvSpec> convolutions() {
        return shortcut == null ? path.stream() : Stream.concat(path.stream(), Stream.of(shortcut));
    }
}
