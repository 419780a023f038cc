package oddboard.audit;

/**
 * Where a change was requested.
 *
 * @param address of the browser or client, as far as the proxies before us report it; empty where there is none
 * @param via {@code page}, {@code token} and its name, or {@code program}
 */
public record RequestSource(String address, String via) {
    static final String PAGE = "page";
    static final RequestSource PROGRAM = new RequestSource("", "program");

    /** A browser's. */
    public static RequestSource page(String address) {
        return new RequestSource(address, PAGE);
    }
}
