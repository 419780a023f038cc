/** Whether the installation is well: findings for administrators, the health endpoint, and Prometheus metrics. */
@ApplicationModule(allowedDependencies = {"common", "job", "job :: ui", "storage", "ui"})
@NullMarked
package oddboard.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
