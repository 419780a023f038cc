/** The process that does jobs: attempts, heartbeat, recovery, and the only code that talks to Quartz. */
@ApplicationModule(allowedDependencies = {"common", "detector", "job", "storage"})
@NullMarked
package oddboard.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
