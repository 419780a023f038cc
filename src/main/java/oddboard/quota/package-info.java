/** How much storage, queue and GPU time one person may use. */
@ApplicationModule(allowedDependencies = {"account", "account :: ui", "audit", "common", "ui"})
@NullMarked
package oddboard.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
