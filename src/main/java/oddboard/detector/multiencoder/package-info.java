@NullMarked
package oddboard.detector.multiencoder;

import org.jspecify.annotations.NullMarked;
