/** The detector fcn-wide: a fully connected autoencoder with wide layers. */
@NullMarked
package oddboard.detector.fcnwide;

import org.jspecify.annotations.NullMarked;
