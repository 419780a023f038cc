/** Tells people of what has ended: in the pages, and outside by webhooks. */
@ApplicationModule(allowedDependencies = {"account :: ui", "account", "audit", "job :: ui", "job", "run", "ui"})
@NullMarked
package oddboard.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
