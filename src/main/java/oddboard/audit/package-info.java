/** Who did what to which thing, when and from where; every room tells it, and it knows none of them. */
@ApplicationModule(allowedDependencies = {"ui"})
@NullMarked
package oddboard.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
