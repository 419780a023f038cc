@NullMarked
package oddboard.detector.resnet;

import org.jspecify.annotations.NullMarked;
