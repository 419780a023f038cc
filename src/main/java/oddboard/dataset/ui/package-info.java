@NamedInterface("ui")
@NullMarked
package oddboard.dataset.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
