/** Tells people of what has ended: in the pages, and outside by webhooks. */
@ApplicationModule(allowedDependencies = {"account", "account :: ui", "job", "job :: ui", "run", "ui"})
@NullMarked
package oddboard.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
