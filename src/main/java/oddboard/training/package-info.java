/** What a worker does with a run: load, train with checkpoints, score, store. */
@ApplicationModule(
        allowedDependencies = {
            "common",
            "dataset",
            "detector",
            "evaluation",
            "job",
            "label",
            "metric",
            "run",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
