/** What every package may use: the refusal of bad input, and JSON as it is stored. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
