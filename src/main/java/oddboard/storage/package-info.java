@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
