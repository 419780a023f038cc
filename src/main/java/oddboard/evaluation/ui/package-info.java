/** Pages of a run's results: curves, threshold, metrics and ranked images. */
@NamedInterface("ui")
@NullMarked
package oddboard.evaluation.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
