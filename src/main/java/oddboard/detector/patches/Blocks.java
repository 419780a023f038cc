package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import oddboard.detector.part.NativeArrays;

/**
 * Cells of large images in square blocks that count as one place: as many places as an image of 256 pixels has, whatever
 * the size. Up to there each cell is a place of its own.
 */
final class Blocks {
    private static final int MAX_EDGE = 63;
    private final int edge;
    private final int side;
    private final int across;

    /** @param cells of an image, in a square */
    Blocks(int cells) {
        edge = (int) Math.round(Math.sqrt(cells));
        side = (edge + MAX_EDGE - 1) / MAX_EDGE;
        across = (edge + side - 1) / side;
    }

    /** How many places there are. */
    int count() {
        return across * across;
    }

    /** Cells of a place; those at the last row and column count twice where the edge is no multiple of it. */
    int cells() {
        return side * side;
    }

    /** x [N, cells of an image, d] as [N * {@link #cells}, {@link #count}, d]. */
    NDArray grouped(NDArray x, NDManager scope) {
        if (side == 1) {
            return x;
        }
        int images = (int) x.getShape().get(0);
        ByteBuffer which = NativeArrays.direct(8L * images * cells() * count());
        for (int image = 0; image < images; image++) {
            for (int cell = 0; cell < cells(); cell++) {
                for (int place = 0; place < count(); place++) {
                    int row = Math.min(place / across * side + cell / side, edge - 1);
                    int column = Math.min(place % across * side + cell % side, edge - 1);
                    which.putLong(((long) image * edge + row) * edge + column);
                }
            }
        }
        return chosen(x, which, scope)
                .reshape(
                        new Shape((long) images * cells(), count(), x.getShape().get(2)));
    }

    /** What {@link #grouped} made of a map [N, cells of an image], back in its order. */
    NDArray apart(NDArray map, NDManager scope) {
        if (side == 1) {
            return map;
        }
        int images = (int) map.getShape().get(0) / cells();
        ByteBuffer which = NativeArrays.direct(8L * images * edge * edge);
        for (int image = 0; image < images; image++) {
            for (int at = 0; at < edge * edge; at++) {
                int row = at / edge;
                int column = at % edge;
                int place = row / side * across + column / side;
                int cell = row % side * side + column % side;
                which.putLong(((long) image * cells() + cell) * count() + place);
            }
        }
        NDArray flat = map.reshape(new Shape(1, map.size(), 1));
        return chosen(flat, which, scope).reshape(new Shape(images, (long) edge * edge));
    }

    private static NDArray chosen(NDArray x, ByteBuffer which, NDManager scope) {
        which.rewind();
        int count = which.capacity() / 8;
        NDArray numbers = NativeArrays.over(scope, which, new Shape(count), DataType.INT64);
        return PatchOps.one("rows", scope, x, numbers);
    }
}
