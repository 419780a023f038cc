/** What two or more detectors share: engine operations, blocks, training, scoring, checkpoints. */
@NullMarked
package oddboard.detector.part;

import org.jspecify.annotations.NullMarked;
