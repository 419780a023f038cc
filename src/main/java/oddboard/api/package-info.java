@ApplicationModule(allowedDependencies = {"account", "audit", "dataset", "detector", "job", "leaderboard", "metric", "run"})
@NullMarked
package oddboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
