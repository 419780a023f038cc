/** The process itself: its role, its home folder, the embedded PostgreSQL and the worker child process. */
@ApplicationModule(allowedDependencies = {"detector"})
@NullMarked
package oddboard.node;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
