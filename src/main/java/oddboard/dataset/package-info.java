@ApplicationModule(allowedDependencies = {"account :: ui", "account", "audit", "job :: ui", "job", "quota :: ui", "quota", "storage", "ui"})
@NullMarked
package oddboard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
