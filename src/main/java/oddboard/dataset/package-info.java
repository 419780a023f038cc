@ApplicationModule(allowedDependencies = {"account", "account :: ui", "storage", "job", "job :: ui", "ui"})
@NullMarked
package oddboard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
