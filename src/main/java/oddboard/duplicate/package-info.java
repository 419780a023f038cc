/** Near duplicates among many images: thumbnails, a perceptual hash, a search without comparing all pairs, and groups. */
@ApplicationModule(allowedDependencies = "image")
@NullMarked
package oddboard.duplicate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
