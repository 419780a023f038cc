/** How much one person may use: of the store, the queue and the GPUs. What is used, the rooms above say. */
@ApplicationModule(allowedDependencies = {"account :: ui", "account", "audit", "ui"})
@NullMarked
package oddboard.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
