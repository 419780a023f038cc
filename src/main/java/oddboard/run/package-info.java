@ApplicationModule(allowedDependencies = {"account", "dataset", "dataset :: ui", "detector", "job", "job :: ui", "metric", "quota", "quota :: ui", "storage", "ui"})
@NullMarked
package oddboard.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
