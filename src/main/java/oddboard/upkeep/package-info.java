@ApplicationModule(allowedDependencies = {"account", "audit", "detector", "job", "node", "storage", "ui"})
@NullMarked
package oddboard.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
