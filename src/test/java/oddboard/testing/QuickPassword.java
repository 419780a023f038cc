package oddboard.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Passwords whose hash is BCrypt's cheapest. At the strength that the program hashes with, a test that signs in for each of its
 * requests would spend two thirds of its time on that.
 */
public final class QuickPassword {
    private static final int CHEAPEST = 4;
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private QuickPassword() {}

    /** @return as column {@code account.password_hash} has it */
    public static String hash(String password) {
        return HASHES.computeIfAbsent(password, text -> "{bcrypt}" + new BCryptPasswordEncoder(CHEAPEST).encode(text));
    }
}
