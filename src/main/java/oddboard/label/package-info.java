/** Label sets of a version's test images, their drafts, marks, history and public/private split. */
@ApplicationModule(allowedDependencies = {"account", "audit", "common", "dataset", "dataset :: ui", "ui"})
@NullMarked
package oddboard.label;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
