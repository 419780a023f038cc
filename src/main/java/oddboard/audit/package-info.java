/** The audit log: who did what to which object, when and from where. */
@ApplicationModule(allowedDependencies = {"common", "ui"})
@NullMarked
package oddboard.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
