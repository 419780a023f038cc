/** Folders of the server and of buckets that are watched: new images in them are scored every few minutes. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "job",
            "job :: ui",
            "metric",
            "notice",
            "place",
            "registry",
            "run",
            "run :: ui",
            "scoring",
            "ui",
            "upload"
        })
@NullMarked
package oddboard.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
