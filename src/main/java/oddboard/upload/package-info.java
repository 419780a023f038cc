/** Files on their way into a data set, whole or in resumable parts, and the limits on them. */
@ApplicationModule(
        allowedDependencies = {"account", "archive", "audit", "common", "dataset", "place", "quota", "storage", "ui"})
@NullMarked
package oddboard.upload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
