@ApplicationModule(allowedDependencies = {"account", "dataset", "metric", "run", "ui"})
@NullMarked
package oddboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
