package oddboard.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that an endpoint's events are signed with, as Standard Webhooks 1.0.0 says: HMAC-SHA256, written down as
 * {@code whsec_} and base64.
 */
final class Secret {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    Secret(byte[] key) {
        this.key = key.clone();
    }

    static Secret random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new Secret(key);
    }

    byte[] key() {
        return key.clone();
    }

    /** As it is shown once. */
    String shown() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * One entry of the header webhook-signature.
     *
     * @param id the webhook-id, without a full stop
     * @param timestamp of this try, in seconds since 1970
     * @param body as it is sent, byte by byte
     */
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    /** Keeps it out of logs. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
