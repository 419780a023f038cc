/** What every package may use: how users are refused, which database errors pass, stored JSON, CSV cells, SHA-256. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
