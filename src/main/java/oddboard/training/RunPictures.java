package oddboard.training;

import java.nio.file.Path;
import java.util.Optional;
import oddboard.evaluation.AnomalyMaps;

/**
 * What a run shows of its test images.
 *
 * @param reconstructions packed uint8 HWC
 * @param errorScale error (0..255) for the brightest color of the maps
 */
record RunPictures(Optional<Path> reconstructions, double errorScale, Optional<Maps> maps) {
    /**
     * The detector's own anomaly maps, packed.
     *
     * @param shown from the darkest to the brightest color
     * @param whole from the smallest to the largest value
     */
    record Maps(Path file, AnomalyMaps shown, AnomalyMaps whole) {}
}
