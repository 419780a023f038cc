/** Images scored with registered models: jobs, their results, and single images at once. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "archive",
            "audit",
            "common",
            "dataset",
            "dataset :: ui",
            "detector",
            "evaluation",
            "image",
            "ingest",
            "ingest :: ui",
            "job",
            "job :: ui",
            "metric",
            "notice",
            "place",
            "registry",
            "registry :: ui",
            "run",
            "run :: ui",
            "storage",
            "training",
            "ui",
            "upload"
        })
@NullMarked
package oddboard.scoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
