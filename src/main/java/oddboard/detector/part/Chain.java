package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Blocks one after another; each array between two of them is released as soon as it has been used. */
public final class Chain extends AbstractBlock {
    public Chain(Block... blocks) {
        for (Block block : blocks) {
            add(block);
        }
    }

    public Chain add(Block block) {
        addChildBlock(children.size() + "", block);
        return this;
    }

    // The gradient's graph keeps alive what it needs; a handle kept longer would only cost memory.
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray given = inputs.head();
        NDArray now = given;
        for (Block block : children.values()) {
            NDArray next = block.forward(store, new NDList(now), training).head();
            if (now != given && now != next) {
                now.close();
            }
            now = next;
        }
        return new NDList(now);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape[] shapes = inputShapes;
        for (Block block : children.values()) {
            block.initialize(manager, type, shapes);
            shapes = block.getOutputShapes(shapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape[] shapes = inputShapes;
        for (Block block : children.values()) {
            shapes = block.getOutputShapes(shapes);
        }
        return shapes;
    }
}
