/** Parts of pages that show and edit labels, for the pages of the packages above. */
@NamedInterface("ui")
@NullMarked
package oddboard.label.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
