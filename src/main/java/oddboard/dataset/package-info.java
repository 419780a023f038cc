/** Data sets, their versions, members and roles, and the packed images they consist of. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "account :: ui",
            "audit",
            "common",
            "image",
            "job",
            "job :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
