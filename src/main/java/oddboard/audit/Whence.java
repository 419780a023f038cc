package oddboard.audit;

/**
 * Where a change was asked for.
 *
 * @param address of the browser or client, as far as the proxies before us tell it; empty where there is none
 * @param via {@code page}, {@code token} and its name, or {@code program}
 */
public record Whence(String address, String via) {
    static final String PAGE = "page";
    static final Whence PROGRAM = new Whence("", "program");

    /** A browser's. */
    public static Whence page(String address) {
        return new Whence(address, PAGE);
    }
}
