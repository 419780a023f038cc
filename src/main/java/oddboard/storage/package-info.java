/** Content-addressed blobs in PostgreSQL, their disk cache, integrity checks and collection. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package oddboard.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
