/** What keeps an Oddboard over years: backup and restore, a doctor that looks at everything, and what is let go in time. */
@ApplicationModule(allowedDependencies = {"account", "audit", "detector", "job", "job :: ui", "node", "storage", "ui"})
@NullMarked
package oddboard.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
