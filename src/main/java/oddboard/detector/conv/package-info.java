@NullMarked
package oddboard.detector.conv;

import org.jspecify.annotations.NullMarked;
