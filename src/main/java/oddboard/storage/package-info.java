/** Content-addressed blobs in PostgreSQL or an S3 bucket, their disk cache, integrity checks and collection. */
@ApplicationModule(allowedDependencies = {"common"})
@NullMarked
package oddboard.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
