/** Scores against labels: metrics of a run, ranked images, and evaluation again when labels change. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "common",
            "dataset",
            "dataset :: ui",
            "detector",
            "gallery",
            "image",
            "ingest",
            "job",
            "label",
            "metric",
            "run",
            "run :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
