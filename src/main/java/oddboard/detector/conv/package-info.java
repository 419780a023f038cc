/** The detector conv: a convolutional autoencoder. */
@NullMarked
package oddboard.detector.conv;

import org.jspecify.annotations.NullMarked;
