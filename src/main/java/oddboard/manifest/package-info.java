/** Files in an archive that list its images: tables, JSON lines, COCO, Datumaro, Real-IAD; a small class each. */
@ApplicationModule(allowedDependencies = {"archive", "common", "dataset", "label"})
@NullMarked
package oddboard.manifest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
