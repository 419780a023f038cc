/** How a detector computes a score, as a graph of plain operations, for files that other programs read. */
@NullMarked
package oddboard.detector.graph;

import org.jspecify.annotations.NullMarked;
