/** A run as users see it: specification, place in the queue, log, losses, reruns. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "backbone",
            "common",
            "dataset",
            "dataset :: ui",
            "detector",
            "gallery",
            "job",
            "job :: ui",
            "label",
            "label :: ui",
            "quota",
            "quota :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
