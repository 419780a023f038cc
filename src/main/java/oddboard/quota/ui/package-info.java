/** Limits shown as bars; {@link QuotaBars} is for the packages above. */
@NamedInterface("ui")
@NullMarked
package oddboard.quota.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
