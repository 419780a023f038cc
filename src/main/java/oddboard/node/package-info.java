@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.node;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
