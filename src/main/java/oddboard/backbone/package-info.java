/** Backbones: networks that were trained elsewhere and that administrators add as files, for detectors that use them frozen. */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "common", "detector", "job", "job :: ui", "storage", "ui", "upload"})
@NullMarked
package oddboard.backbone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
