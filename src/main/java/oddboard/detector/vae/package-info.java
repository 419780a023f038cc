/** The detector vae: a variational autoencoder. */
@NullMarked
package oddboard.detector.vae;

import org.jspecify.annotations.NullMarked;
