package oddboard.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passwords and tokens that nobody can guess. */
public final class Secrets {
    static final String TOKEN_PREFIX = "odd_";

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without those that are mistaken for one another when read aloud or copied by hand. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private Secrets() {}

    /** Five groups of four, 99 bits: kf7p-x9qm-2tvw-hn4r-c8zd. */
    static String oneTimePassword() {
        return IntStream.range(0, 5)
                .mapToObj(group -> RANDOM.ints(4, 0, LETTERS.length())
                        .mapToObj(i -> LETTERS.substring(i, i + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /** 256 bits after the prefix. */
    static String token() {
        return TOKEN_PREFIX + random();
    }

    /** 256 bits that fit into an address. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
