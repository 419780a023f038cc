@ApplicationModule(allowedDependencies = {"account", "quota", "ui"})
@NullMarked
package oddboard.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
