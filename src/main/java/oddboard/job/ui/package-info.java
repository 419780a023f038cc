/** Pages of the queue and the workers, and the parts of them that the packages above use. */
@NamedInterface("ui")
@NullMarked
package oddboard.job.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
