/** The detector multi-encoder: one decoder over several encoders. */
@NullMarked
package oddboard.detector.multiencoder;

import org.jspecify.annotations.NullMarked;
