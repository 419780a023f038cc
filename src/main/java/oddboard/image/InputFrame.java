package oddboard.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a square input shows of an image: a region of the image, and where in the square it lies; the rest is black.
 *
 * @param region in pixels of the image; {@code toWidth} by {@code toHeight} pixels of the square, in its middle
 * @param size edge of the square in pixels
 */
public record InputFrame(CropRegion region, int size) {
    /** Of a whole image. */
    public static InputFrame of(Crop crop, int width, int height, int size) {
        return new InputFrame(CropRegion.of(crop, 1, width, height, size), size);
    }

    /**
     * Squares that cover an image, row by row: as many as the overlap needs, spread evenly. An edge shorter than a tile is
     * taken whole, and filled up with black.
     *
     * @param tile edge of a tile in pixels of the image
     * @param overlap pixels that neighbors share at least, less than {@code tile}
     * @param size edge of the square that each tile becomes
     */
    public static List<InputFrame> tiles(int width, int height, int tile, int overlap, int size) {
        int[] columns = starts(width, tile, overlap);
        int[] rows = starts(height, tile, overlap);
        int wide = Math.min(width, tile);
        int high = Math.min(height, tile);
        int toWidth = (int) Math.max(1, Math.round((double) wide * size / tile));
        int toHeight = (int) Math.max(1, Math.round((double) high * size / tile));
        var tiles = new ArrayList<InputFrame>(columns.length * rows.length);
        for (int y : rows) {
            for (int x : columns) {
                tiles.add(new InputFrame(new CropRegion(x, y, wide, high, toWidth, toHeight), size));
            }
        }
        return tiles;
    }

    /** How many {@link #tiles} there are. */
    public static int count(int width, int height, int tile, int overlap) {
        return starts(width, tile, overlap).length * starts(height, tile, overlap).length;
    }

    private static int[] starts(int edge, int tile, int overlap) {
        if (edge <= tile) {
            return new int[] {0};
        }
        int step = tile - overlap;
        int count = 1 + (edge - tile + step - 1) / step;
        var starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) i * (edge - tile) / (count - 1));
        }
        return starts;
    }

    public int left() {
        return (size - region.toWidth()) / 2;
    }

    public int top() {
        return (size - region.toHeight()) / 2;
    }

    /** Column of the square at which the image has this one; 0 is the center of the first pixel in both. */
    public double column(double x) {
        return (x + 0.5 - region.x()) * region.toWidth() / region.width() - 0.5 + left();
    }

    public double row(double y) {
        return (y + 0.5 - region.y()) * region.toHeight() / region.height() - 0.5 + top();
    }

    /** The inverse of {@link #column}. */
    public double x(double column) {
        return (column + 0.5 - left()) * region.width() / region.toWidth() - 0.5 + region.x();
    }

    public double y(double row) {
        return (row + 0.5 - top()) * region.height() / region.toHeight() - 0.5 + region.y();
    }

    /**
     * What a square shows, in the shape that it has in the image: without the black around it, its longer edge as long as in the
     * square.
     */
    public RasterImage shown(RasterImage square) {
        int edge = Math.max(region.toWidth(), region.toHeight());
        int longer = Math.max(region.width(), region.height());
        CropRegion inner = new CropRegion(
                left(),
                top(),
                region.toWidth(),
                region.toHeight(),
                (int) Math.max(1, Math.round((double) region.width() * edge / longer)),
                (int) Math.max(1, Math.round((double) region.height() * edge / longer)));
        return Resizer.part(square, inner);
    }

    /** The square: area averaging where the image shrinks, bilinear where it grows. */
    public RasterImage of(RasterImage image) {
        return Resizer.framed(image, this);
    }
}
