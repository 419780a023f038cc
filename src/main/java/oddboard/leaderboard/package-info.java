@ApplicationModule(allowedDependencies = {"account", "dataset", "dataset :: ui", "job", "job :: ui", "metric", "run", "run :: ui", "ui"})
@NullMarked
package oddboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
