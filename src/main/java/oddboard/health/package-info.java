/** Whether all goes well: findings for the administrator, for the health endpoint, and figures for Prometheus. */
@ApplicationModule(allowedDependencies = {"account", "job", "job :: ui", "storage", "ui"})
@NullMarked
package oddboard.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
