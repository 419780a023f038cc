package oddboard.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.Supplier;
import oddboard.common.Sha256;
import oddboard.detector.Model;
import oddboard.run.RunId;
import oddboard.storage.BlobStore;

/**
 * A checkpoint's bytes: one line that names the run, then what the model saved. The line makes every checkpoint's content
 * its own, so that only a run that resumes from another shares a blob with it.
 */
final class LocalCheckpoint {
    private static final int MAX_HEAD_LENGTH = 200;

    private LocalCheckpoint() {}

    private static String owner(RunId run) {
        return "oddboard run " + run + " ";
    }

    static void head(RunId run, int attempt, int save, OutputStream to) throws IOException {
        to.write((owner(run) + "attempt " + attempt + " save " + save + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Copies the blob to a file and checks every byte of it before anything looks inside. */
    static void fetch(BlobStore blobs, String sha256, Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(blobs.open(sha256), digest)) {
            // One that an earlier checkpoint left behind may be there.
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Sha256.hex(digest).equals(sha256)) {
            throw new IOException("its bytes are damaged.");
        }
    }

    /** @param run whose checkpoint it must be */
    static Model restore(RunId run, Path file, Supplier<Model> fresh) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (!line(in).startsWith(owner(run))) {
                throw new IOException("it belongs to another run.");
            }
            Model model = fresh.get();
            boolean whole = false;
            try {
                model.restore(in);
                whole = true;
            } finally {
                if (!whole) {
                    model.close();
                }
            }
            return model;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0 && line.length() < MAX_HEAD_LENGTH; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
