package oddboard.detector.part;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * A part of a network.
 *
 * @param input shape of what it is given, batch size 1
 * @param optimizer number of the optimizer that trains it, from 0
 */
public record NetworkPart(Block block, Shape input, int optimizer) {}
