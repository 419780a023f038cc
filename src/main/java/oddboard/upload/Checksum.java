package oddboard.upload;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a piece's sender says of its bytes; for one piece. */
public final class Checksum {
    private static final Map<String, String> NAMES = Map.of("sha256", "SHA-256", "sha1", "SHA-1", "md5", "MD5");

    private final @Nullable MessageDigest digest;
    private final byte[] expected;

    private Checksum(@Nullable MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected.clone();
    }

    /** Of a piece that comes without one. */
    public static Checksum none() {
        return new Checksum(null, new byte[0]);
    }

    /**
     * Reads a name and base64, as in {@code sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=}.
     *
     * @throws IllegalArgumentException where it can't be checked
     */
    public static Checksum parse(String text) {
        var parts = text.strip().split(" ", 2);
        var name = NAMES.get(parts[0].toLowerCase(Locale.ROOT));
        if (name == null || parts.length != 2) {
            throw new IllegalArgumentException(
                    "A checksum is sha256, sha1 or md5, a space, and the sum in base64; not \"" + text + "\".");
        }
        try {
            return new Checksum(
                    MessageDigest.getInstance(name), Base64.getDecoder().decode(parts[1]));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isGiven() {
        return digest != null;
    }

    InputStream reading(InputStream bytes) {
        return digest == null ? bytes : new DigestInputStream(bytes, digest);
    }

    boolean isRight() {
        return digest == null || MessageDigest.isEqual(digest.digest(), expected);
    }
}
