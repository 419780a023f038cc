@ApplicationModule(allowedDependencies = {"account", "audit", "dataset :: ui", "dataset", "job :: ui", "job", "metric", "run :: ui", "run", "ui"})
@NullMarked
package oddboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
