/** Pages about registered models. */
@NamedInterface("ui")
@NullMarked
package oddboard.registry.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
