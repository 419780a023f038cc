package oddboard.manifest;

import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import oddboard.archive.Archive;

/**
 * A mask drawn from outlines and run lengths.
 *
 * @param polygons x and y in turn, in pixels from the upper left corner of the upper left pixel
 * @param runs lengths of runs of 0 and 1 in turn, column by column, as COCO has them
 */
record MaskDrawing(String name, int width, int height, List<double[]> polygons, List<int[]> runs)
        implements MaskSource {
    /** More than any image that is taken. */
    static final long MAX_PIXELS = 50_000_000;

    @Override
    public byte[] read(Archive archive) throws IOException {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        polygons.forEach(polygon -> fill(mask, polygon));
        runs.forEach(lengths -> fill(mask, lengths));
        var out = new ByteArrayOutputStream();
        ImageIO.write(mask, "png", out);
        return out.toByteArray();
    }

    /** Every pixel whose center lies in the polygon; where there is none, those at its corners: no defect is lost. */
    private static void fill(BufferedImage mask, double[] polygon) {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        path.moveTo(polygon[0], polygon[1]);
        for (int i = 2; i + 1 < polygon.length; i += 2) {
            path.lineTo(polygon[i], polygon[i + 1]);
        }
        path.closePath();
        var bounds = path.getBounds();
        boolean any = false;
        for (int y = Math.max(0, bounds.y); y < Math.min(mask.getHeight(), bounds.y + bounds.height + 1); y++) {
            for (int x = Math.max(0, bounds.x); x < Math.min(mask.getWidth(), bounds.x + bounds.width + 1); x++) {
                if (path.contains(x + 0.5, y + 0.5)) {
                    mask.getRaster().setSample(x, y, 0, 255);
                    any = true;
                }
            }
        }
        for (int i = 0; !any && i + 1 < polygon.length; i += 2) {
            int x = (int) Math.clamp(Math.floor(polygon[i]), 0, mask.getWidth() - 1);
            int y = (int) Math.clamp(Math.floor(polygon[i + 1]), 0, mask.getHeight() - 1);
            mask.getRaster().setSample(x, y, 0, 255);
        }
    }

    private static void fill(BufferedImage mask, int[] lengths) {
        int height = mask.getHeight();
        int place = 0;
        boolean set = false;
        for (int length : lengths) {
            for (int i = place; set && i < place + length; i++) {
                mask.getRaster().setSample(i / height, i % height, 0, 255);
            }
            place += length;
            set = !set;
        }
    }
}
