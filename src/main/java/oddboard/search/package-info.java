/** One box that finds data sets, runs and models by their words. */
@ApplicationModule(allowedDependencies = {"account", "common", "dataset", "registry", "run", "ui"})
@NullMarked
package oddboard.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
