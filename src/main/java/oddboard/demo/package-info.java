/** What a newcomer finds on an empty database: a drawn data set and three runs that fill its board. */
@ApplicationModule(allowedDependencies = {"account", "dataset", "run"})
@NullMarked
package oddboard.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
