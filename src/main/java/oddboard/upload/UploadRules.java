package oddboard.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import oddboard.storage.DiskSpace;
import oddboard.ui.Format;
import oddboard.upload.UploadRefusedException.Reason;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** How large a file may be, and whether there is room for it. */
@Component
class UploadRules {
    private static final long LOOK_AGAIN = 64L << 20;

    private final DiskSpace disk;
    private final long maxSize;

    UploadRules(DiskSpace disk, @Value("${oddboard.upload.max-size:50GB}") DataSize maxSize) {
        this.disk = disk;
        this.maxSize = maxSize.toBytes();
    }

    long maxSize() {
        return maxSize;
    }

    /** @param bytes still to come */
    void check(String name, long size, long bytes) {
        if (size > maxSize) {
            throw tooLarge(name, Format.bytes(size), maxSize);
        }
        var room = disk.room();
        if (!room.fits(bytes)) {
            long spare = Math.max(room.free() - room.reserve(), 0);
            throw new UploadRefusedException(
                    Reason.DISK_FULL,
                    (bytes > 0 ? name + " needs " + Format.bytes(bytes) + ", but the" : name + " can't continue: the")
                            + " server's disk has " + Format.bytes(room.free())
                            + " free, of which " + Format.bytes(room.reserve()) + " stay free; that leaves "
                            + Format.bytes(spare)
                            + ". Remove what is needed no more, or ask an administrator for a larger disk.");
        }
    }

    private static UploadRefusedException tooLarge(String name, String size, long most) {
        return new UploadRefusedException(
                Reason.FILE_TOO_LARGE,
                name + " has " + size + "; one file may have at most " + Format.bytes(most) + ".");
    }

    /** Holds a stream of unknown length to the rules; where the sender breaks off, it is distinguished from our own trouble. */
    InputStream guard(String name, InputStream bytes) {
        return guard(name, maxSize, bytes);
    }

    /** @param most bytes of this file */
    InputStream guard(String name, long most, InputStream bytes) {
        return new FilterInputStream(bytes) {
            private long seen;
            private long next = LOOK_AGAIN;

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read;
                try {
                    read = in.read(to, offset, length);
                } catch (IOException e) {
                    throw new BrokenOff(e);
                }
                seen += Math.max(read, 0);
                if (seen > Math.min(most, maxSize)) {
                    throw tooLarge(name, "more than " + Format.bytes(Math.min(most, maxSize)), Math.min(most, maxSize));
                }
                if (seen >= next) {
                    next += LOOK_AGAIN;
                    check(name, seen, 0);
                }
                return read;
            }
        };
    }

    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOff(IOException cause) {
            super("the sender broke off", cause);
        }
    }
}
