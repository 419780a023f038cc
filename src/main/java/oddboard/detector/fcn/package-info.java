/** The detector fcn: a fully connected autoencoder. */
@NullMarked
package oddboard.detector.fcn;

import org.jspecify.annotations.NullMarked;
