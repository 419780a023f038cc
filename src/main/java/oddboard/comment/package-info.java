/** What people say to each other about runs, models, versions, images and boards. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "detector",
            "job",
            "job :: ui",
            "label",
            "metric",
            "notice",
            "registry",
            "registry :: ui",
            "run",
            "ui"
        })
@NullMarked
package oddboard.comment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
