/** Detectors and the engine under them: plain Java and DJL, no database, no Spring. */
@NullMarked
package oddboard.detector;

import org.jspecify.annotations.NullMarked;
