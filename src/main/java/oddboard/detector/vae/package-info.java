@NullMarked
package oddboard.detector.vae;

import org.jspecify.annotations.NullMarked;
