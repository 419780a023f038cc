@ApplicationModule(allowedDependencies = {"account", "account :: ui", "quota", "quota :: ui", "storage", "job", "job :: ui", "ui"})
@NullMarked
package oddboard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
