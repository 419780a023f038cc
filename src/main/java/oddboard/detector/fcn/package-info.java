@NullMarked
package oddboard.detector.fcn;

import org.jspecify.annotations.NullMarked;
