@NullMarked
package oddboard.detector.fcnwide;

import org.jspecify.annotations.NullMarked;
