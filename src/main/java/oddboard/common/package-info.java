/** What every package may use: how users are refused, which database errors pass, and JSON as it is stored. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
