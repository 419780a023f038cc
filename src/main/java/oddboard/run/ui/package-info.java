/** Pages about runs, and the parts of them that the packages above use. */
@NamedInterface("ui")
@NullMarked
package oddboard.run.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
