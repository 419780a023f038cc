/** Pages about one data set, and the parts of them that the packages above use. */
@NamedInterface("ui")
@NullMarked
package oddboard.dataset.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
