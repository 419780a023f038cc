/** Reading ZIP, TAR and GZIP archives, from a file or in parts from the store, with checks against hostile ones. */
@ApplicationModule(allowedDependencies = {"common", "storage"})
@NullMarked
package oddboard.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
