package oddboard.image;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/** The formats that are read, by their first bytes, never by a name; others that ImageIO may know are left out. */
enum ImageFormat {
    PNG,
    JPEG,
    BMP,
    GIF,
    TIFF,
    WEBP;

    private static final Map<ImageFormat, ImageReaderSpi> READERS = new ConcurrentHashMap<>();

    static {
        // In a packed application the plug-ins are seen by this class's loader alone.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ImageFormat.class.getClassLoader());
        ImageIO.scanForPlugins();
        thread.setContextClassLoader(loader);
    }

    ImageReader reader() throws IOException {
        if (this == WEBP) {
            return new WebpReader();
        }
        return READERS.computeIfAbsent(this, ImageFormat::provider).createReaderInstance();
    }

    private static ImageReaderSpi provider(ImageFormat format) {
        var name = format.name().toLowerCase(Locale.ROOT);
        ImageReaderSpi found = null;
        for (var readers = ImageIO.getImageReadersByFormatName(name); readers.hasNext(); ) {
            var provider = readers.next().getOriginatingProvider();
            // The JDK's own readers know no CMYK JPEG and fewer kinds of TIFF.
            if (found == null || provider.getClass().getName().startsWith("com.twelvemonkeys.")) {
                found = provider;
            }
        }
        return Objects.requireNonNull(found, name);
    }

    static @Nullable ImageFormat of(byte[] bytes) {
        if (starts(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PNG;
        }
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (starts(bytes, 'B', 'M')) {
            return BMP;
        }
        if (starts(bytes, 'G', 'I', 'F', '8')) {
            return GIF;
        }
        // 43 is BigTIFF.
        if (starts(bytes, 'I', 'I', 42, 0)
                || starts(bytes, 'M', 'M', 0, 42)
                || starts(bytes, 'I', 'I', 43, 0)
                || starts(bytes, 'M', 'M', 0, 43)) {
            return TIFF;
        }
        boolean webp = starts(bytes, 'R', 'I', 'F', 'F')
                && bytes.length > 12
                && bytes[8] == 'W'
                && bytes[9] == 'E'
                && bytes[10] == 'B'
                && bytes[11] == 'P';
        return webp ? WEBP : null;
    }

    private static boolean starts(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
