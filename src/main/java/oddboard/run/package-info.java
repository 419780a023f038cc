@ApplicationModule(allowedDependencies = {"account", "audit", "dataset :: ui", "dataset", "detector", "job :: ui", "job", "metric", "quota :: ui", "quota", "storage", "ui"})
@NullMarked
package oddboard.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
