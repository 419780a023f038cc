/** The detector rotation: a small network learns by how much a normal image is turned. */
@NullMarked
package oddboard.detector.rotation;

import org.jspecify.annotations.NullMarked;
