/** What all pages share: shell, layout, tables, charts, dialogs, formats. */
@ApplicationModule(allowedDependencies = {"common"})
@NullMarked
package oddboard.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
