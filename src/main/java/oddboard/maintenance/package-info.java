/** What an Oddboard needs over years: backup, restore, doctor, and deletion by retention rules. */
@ApplicationModule(allowedDependencies = {"account", "audit", "common", "detector", "job", "node", "storage", "ui"})
@NullMarked
package oddboard.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
