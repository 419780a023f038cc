/** Models: trained runs that people chose to keep, their versions, aliases and thresholds. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "dataset :: ui",
            "detector",
            "evaluation",
            "evaluation :: ui",
            "gallery",
            "image",
            "ingest",
            "label",
            "leaderboard",
            "leaderboard :: ui",
            "metric",
            "notice",
            "run",
            "run :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
