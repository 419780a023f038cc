/** Pages about oneself and the door to all others; {@link AccountPart} is for the rooms above. */
@NamedInterface("ui")
@NullMarked
package oddboard.account.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
