@ApplicationModule(allowedDependencies = {"account", "audit", "dataset", "detector", "health", "job", "leaderboard", "metric",
        "notice", "quota", "run", "storage", "ui"})
@NullMarked
package oddboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
