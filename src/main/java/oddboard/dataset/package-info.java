@ApplicationModule(allowedDependencies = {"account", "storage", "job", "ui"})
@NullMarked
package oddboard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
