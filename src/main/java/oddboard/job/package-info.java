/** The queue as users see it: jobs, states, priorities, order, rights and estimates. */
@ApplicationModule(allowedDependencies = {"account", "audit", "common", "quota", "storage", "ui"})
@NullMarked
package oddboard.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
