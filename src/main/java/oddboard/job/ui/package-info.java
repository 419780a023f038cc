@NamedInterface("ui")
@NullMarked
package oddboard.job.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
