package oddboard.account;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a password must be: long, and not guessed at the first try. */
final class PasswordRule {
    static final int MIN_LENGTH = 12;
    /** BCrypt reads no further. */
    static final int MAX_BYTES = 72;
    /** Of 0 to 4: what takes fewer than a million guesses is refused. */
    private static final int MIN_SCORE = 2;

    /** Brings the lists of the most common passwords, names and words along, and knows how they are usually bent. */
    private static final Zxcvbn GUESSER = new Zxcvbn();

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
        if (lower.replace(name.toLowerCase(Locale.ROOT), "").length() < MIN_LENGTH / 2) {
            throw new PasswordException(
                    "The new password is little more than your own name; add words that are not about you.");
        }
        Strength strength = GUESSER.measure(password, List.of(name, "oddboard"));
        if (isCommon(strength)) {
            throw new PasswordException(
                    "The new password is on the list of the most common ones, which are guessed first; "
                            + "choose another.");
        }
        String own = lower.replace("oddboard", "").replace("password", "");
        if (own.length() < MIN_LENGTH / 2 || strength.getScore() < MIN_SCORE) {
            throw new PasswordException("The new password is easy to guess; mix more words or characters.");
        }
    }

    /** But for a character or two it is one entry of the list. */
    private static boolean isCommon(Strength strength) {
        return strength.getSequence().stream()
                .anyMatch(match -> "passwords".equals(match.dictionaryName)
                        && match.tokenLength() >= strength.getPassword().length() - 2);
    }
}
