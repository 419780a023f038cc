package oddboard.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a password must be: long, and not guessed at the first try. */
final class PasswordRule {
    static final int MIN_LENGTH = 12;
    /** BCrypt reads no further. */
    static final int MAX_BYTES = 72;

    private PasswordRule() {}

    /** @throws PasswordException where {@code password} is too weak */
    static void check(String name, String password) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw new PasswordException("The new password needs at least " + MIN_LENGTH + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PasswordException("The new password is too long; at most " + MAX_BYTES + " bytes can be kept.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String own = lower.replace(name.toLowerCase(Locale.ROOT), "").replace("oddboard", "").replace("password", "");
        if (own.length() < MIN_LENGTH / 2 || lower.chars().distinct().count() < 5 || isRow(lower)) {
            throw new PasswordException("The new password is easy to guess; mix more words or characters.");
        }
    }

    /** abcdefghijkl or 123456789012: most characters follow the one before. */
    private static boolean isRow(String text) {
        int steps = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Math.abs(text.charAt(i) - text.charAt(i - 1)) <= 1) {
                steps++;
            }
        }
        return steps >= text.length() * 3 / 4;
    }
}
