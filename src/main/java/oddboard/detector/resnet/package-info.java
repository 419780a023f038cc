/** The detectors resnet and resnet-aux: residual autoencoders. */
@NullMarked
package oddboard.detector.resnet;

import org.jspecify.annotations.NullMarked;
