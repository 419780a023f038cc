/** Runs, their metrics and curves, and the detectors. */
@NullMarked
package oddboard.api.run;

import org.jspecify.annotations.NullMarked;
