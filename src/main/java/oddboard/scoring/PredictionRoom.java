package oddboard.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import oddboard.scoring.PredictionRefusedException.Reason;
import org.springframework.stereotype.Component;

/** Memory of a web node for what is sent to be scored at once: each body is in it, and on its way to the database once more. */
@Component
public class PredictionRoom {
    private static final int BYTES = 2 * Predictions.MAX_BYTES + (2 << 20);
    private final Semaphore room = new Semaphore(BYTES);

    /** What was sent, and its room until it is closed. */
    public final class Held implements AutoCloseable {
        private final byte[] bytes;
        private final int taken;

        private Held(byte[] bytes, int taken) {
            this.bytes = bytes;
            this.taken = taken;
        }

        public byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            room.release(taken);
        }
    }

    /**
     * Reads a body where there is room for it.
     *
     * @param announced bytes that follow; negative where nobody said
     * @param most bytes that may follow
     * @return at most one byte more than may follow
     * @throws PredictionRefusedException where there is no room
     */
    public Held read(InputStream body, long announced, int most) throws IOException {
        int taken = announced < 0 || announced > most ? most : (int) announced;
        if (!room.tryAcquire(taken)) {
            drain(body, taken);
            throw new PredictionRefusedException(
                    Reason.BUSY,
                    1,
                    "More than " + (BYTES >> 20)
                            + " MB of images wait to be scored at this moment; try again in a second, or"
                            + " score many images by a scoring.");
        }
        byte[] bytes = null;
        try {
            bytes = body.readNBytes(most + 1);
            return new Held(bytes, taken);
        } finally {
            if (bytes == null) {
                room.release(taken);
            }
        }
    }

    /** Who is still sending would see a broken connection in place of the answer. */
    private static void drain(InputStream body, int bytes) throws IOException {
        byte[] some = new byte[1 << 16];
        int left = bytes;
        for (int read; left > 0 && (read = body.read(some)) >= 0; ) {
            left -= read;
        }
    }
}
