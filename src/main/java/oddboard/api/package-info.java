/** The REST API under /api/v1: thin controllers over the services. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "detector",
            "evaluation",
            "export",
            "gallery",
            "health",
            "image",
            "inbox",
            "ingest",
            "job",
            "label",
            "leaderboard",
            "metric",
            "notice",
            "quota",
            "registry",
            "run",
            "scoring",
            "storage",
            "sweep",
            "ui",
            "upload"
        })
@NullMarked
package oddboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
