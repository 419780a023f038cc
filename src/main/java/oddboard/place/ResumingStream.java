package oddboard.place;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/** Bytes of another host. Where the connection breaks, it is opened again at the byte that comes next. */
final class ResumingStream extends InputStream {
    private static final int TRIES = 5;

    /** The same content from a byte on. */
    interface Opener {
        /**
         * @param offset from 0
         * @throws ChangedFileException where the content is another by now; not tried again
         * @throws FinalException where another try is in vain
         * @throws IOException where the connection broke
         */
        InputStream open(long offset) throws IOException;
    }

    /** Trying again is in vain. */
    static final class FinalException extends IOException {
        private static final long serialVersionUID = 1L;

        FinalException(String message) {
            super(message);
        }
    }

    private final Opener opener;
    private final long size;
    private final Duration pause;
    private final Supplier<InputException> broken;
    private @Nullable InputStream in;
    private long at;
    private int failures;

    /**
     * @param size bytes that have to come; -1 where unknown
     * @param pause before the second try; twice as long before each further one
     * @param broken what is thrown where no byte came in five tries
     */
    ResumingStream(Opener opener, long size, Duration pause, Supplier<InputException> broken) throws IOException {
        this.opener = opener;
        this.size = size;
        this.pause = pause;
        this.broken = broken;
        in = opener.open(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (true) {
            try {
                InputStream open = in;
                if (open == null) {
                    open = opener.open(at);
                    in = open;
                }
                int read = open.read(to, offset, length);
                if (read < 0 && size >= 0 && at != size) {
                    throw new IOException("it ended after " + at + " of " + size + " bytes");
                }
                if (read > 0) {
                    at += read;
                    failures = 0;
                }
                return read;
            } catch (ChangedFileException | FinalException e) {
                throw e;
            } catch (IOException e) {
                close();
                if (++failures == TRIES) {
                    InputException told = broken.get();
                    told.initCause(e);
                    throw told;
                }
                rest(e);
            }
        }
    }

    private void rest(IOException cause) throws IOException {
        try {
            Thread.sleep(pause.multipliedBy(1L << (failures - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    @Override
    public void close() {
        InputStream open = in;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is read no further.
            }
        }
    }
}
