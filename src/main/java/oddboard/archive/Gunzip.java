package oddboard.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import oddboard.common.InputException;

/** Unpacks the outer layer of a TAR.GZ, with limits. */
final class Gunzip {
    private static final int MAX_RATIO = 100;
    private static final long ALWAYS = 64 << 20;

    private Gunzip() {}

    /**
     * Unpacks all of it.
     *
     * @param size of the packed file
     * @return false where {@code goOn} said no
     * @throws InputException where it is damaged, cut off, or grows as no images do
     */
    static boolean all(InputStream packed, long size, OutputStream to, String file, BooleanSupplier goOn)
            throws IOException {
        long most = Math.min(ZipArchive.MAX_INFLATED, Math.max(ALWAYS, MAX_RATIO * size));
        var bytes = new byte[1 << 18];
        long written = 0;
        try (var in = new GZIPInputStream(packed, 1 << 16)) {
            for (int read; (read = in.read(bytes)) >= 0; ) {
                written += read;
                if (written > most) {
                    throw new InputException(
                            "GZIP_BOMB",
                            file,
                            "",
                            file + " would unpack from " + size + " to more than " + most
                                    + " bytes, which no images do.");
                }
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                to.write(bytes, 0, read);
            }
            return true;
        } catch (EOFException e) {
            throw cutOff(file);
        } catch (ZipException e) {
            throw damaged(file);
        }
    }

    /** The first bytes, at most so many. */
    static byte[] start(InputStream packed, int most, String file) throws IOException {
        try (var in = new GZIPInputStream(packed, 1 << 16)) {
            return in.readNBytes(most);
        } catch (EOFException e) {
            throw cutOff(file);
        } catch (ZipException e) {
            throw damaged(file);
        }
    }

    private static InputException cutOff(String file) {
        return new InputException("GZIP_TRUNCATED", file, "", file + " is cut off: its end is missing.");
    }

    private static InputException damaged(String file) {
        return new InputException("GZIP_DAMAGED", file, "", file + " is damaged and cannot be unpacked.");
    }
}
