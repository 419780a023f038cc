package oddboard.image;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** WebP for callers of ImageIO: the first picture of a file, decoded once for all its strips. */
final class WebpReader extends ImageReader {
    private @Nullable WebpFile file;
    private @Nullable BufferedImage decoded;

    WebpReader() {
        super(null);
    }

    private WebpFile file() throws IOException {
        if (file == null) {
            var in = (ImageInputStream) Objects.requireNonNull(getInput());
            var bytes = new byte[(int) in.length()];
            in.seek(0);
            in.readFully(bytes);
            file = WebpFile.of(bytes);
        }
        return file;
    }

    @Override
    public int getNumImages(boolean search) {
        return 1;
    }

    @Override
    public int getWidth(int index) throws IOException {
        return file().width();
    }

    @Override
    public int getHeight(int index) throws IOException {
        return file().height();
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int index) throws IOException {
        var model = model(file());
        return List.of(new ImageTypeSpecifier(model, model.createCompatibleSampleModel(1, 1)))
                .iterator();
    }

    private static ColorModel model(WebpFile file) {
        return new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                file.hasAlpha(),
                false,
                file.hasAlpha() ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
    }

    @Override
    public @Nullable IIOMetadata getStreamMetadata() {
        return null;
    }

    @Override
    public @Nullable IIOMetadata getImageMetadata(int index) {
        return null;
    }

    @Override
    public BufferedImage read(int index, @Nullable ImageReadParam parameters) throws IOException {
        var whole = decoded();
        var region = parameters == null ? null : parameters.getSourceRegion();
        var inside = region == null ? null : region.intersection(new Rectangle(whole.getWidth(), whole.getHeight()));
        return inside == null ? whole : whole.getSubimage(inside.x, inside.y, inside.width, inside.height);
    }

    private BufferedImage decoded() throws IOException {
        if (decoded == null) {
            var file = file();
            var samples = file.decode();
            var raster = Raster.createInterleavedRaster(
                    new DataBufferByte(samples, samples.length),
                    file.width(),
                    file.height(),
                    4 * file.width(),
                    4,
                    file.hasAlpha() ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2},
                    null);
            decoded = new BufferedImage(model(file), raster, false, null);
        }
        return decoded;
    }
}
