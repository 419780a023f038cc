/** Which file of an archive is what: by its folders, by a list, or as somebody chose; and which images belong together. */
@ApplicationModule(allowedDependencies = {"archive", "common", "dataset", "duplicate", "manifest"})
@NullMarked
package oddboard.layout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
