/** What every package may use: the refusal of bad input, JSON as it is stored, CSV cells, SHA-256. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
