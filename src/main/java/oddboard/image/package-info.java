/** Decoding, resizing, cropping and drawing images. */
@ApplicationModule(allowedDependencies = {"common"})
@NullMarked
package oddboard.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
