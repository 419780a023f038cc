/** Sweeps: many runs over a grid or random choice of settings, queued a few at a time. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "detector",
            "job",
            "job :: ui",
            "quota",
            "quota :: ui",
            "run",
            "run :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.sweep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
