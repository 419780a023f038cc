/** The detector patches: statistics of patches, without training. */
@NullMarked
package oddboard.detector.patches;

import org.jspecify.annotations.NullMarked;
