/** The REST API under /api/v1: thin controllers over the services. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "backbone",
            "comment",
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
            "layout",
            "leaderboard",
            "metric",
            "notice",
            "place",
            "quota",
            "registry",
            "report",
            "run",
            "scoring",
            "search",
            "storage",
            "sweep",
            "ui",
            "upload",
            "webhook"
        })
@NullMarked
package oddboard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
