package oddboard.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Where an address that a user gives may lead: to the hosts that the administrator lists in a setting, and to no other, so
 * that nobody reaches the insides of this network through the server. {@code hooks.slack.com} allows https at its usual
 * port, {@code hooks.lan:8443} at that port alone, {@code http://hooks.lan:8080} plain http at that port alone, and
 * {@code *} https to every host that is public.
 */
public class HostRules {
    private final String subject;
    private final String setting;
    private final List<String> allowed;

    /**
     * @param subject whose address it is, such as "webhook"
     * @param setting in which the hosts are listed
     */
    public HostRules(String subject, String setting, List<String> allowed) {
        this.subject = subject;
        this.setting = setting;
        this.allowed = allowed.stream()
                .map(a -> a.strip().toLowerCase(Locale.ROOT))
                .filter(a -> !a.isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException with a sentence */
    public URI check(String address) {
        URI uri = parse(address);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = host(uri);
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The address of a " + subject + " has no name and password before its host.");
        }
        boolean listed = isListed(scheme, host, uri.getPort());
        if (scheme.equals("http") && !listed) {
            throw new IllegalArgumentException(
                    "The address of a " + subject + " begins with https://; plain http is only for hosts that "
                            + "the administrator lists in " + setting + ".");
        }
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("The address of a " + subject + " begins with https://.");
        }
        if (!listed && !allowed.contains("*")) {
            throw new IllegalArgumentException("No " + subject + " may call " + host
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + " here; the administrator lists the hosts and ports that may be called in " + setting + ".");
        }
        return uri;
    }

    /**
     * As {@link #check(String)}. A proxy looks hosts up by itself, so that what this server finds under a name counts for nothing
     * there: by a proxy only hosts are reached that are listed by name, never by {@code *}.
     *
     * @param proxied whether a proxy reaches the host
     * @throws IllegalArgumentException with a sentence
     */
    public URI check(String address, Predicate<URI> proxied) {
        URI uri = check(address);
        if (proxied.test(uri) && !isListed(uri.getScheme(), uri.getHost(), uri.getPort())) {
            throw new IllegalArgumentException(uri.getHost()
                    + " is reached by a proxy, where this server can't check what it is; the administrator can list it by"
                    + " name in " + setting + ".");
        }
        return uri;
    }

    private static URI parse(String address) {
        try {
            return new URI(address.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "That is not an address; one looks like https://hooks.example.com/services/abc.");
        }
    }

    private static String host(URI uri) {
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException(
                    "That address names no host; one looks like https://hooks.example.com/services/abc.");
        }
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** Hosts that may be called, as listed. */
    public List<String> allowed() {
        return allowed;
    }

    /**
     * Whether the administrator lists this host and port for this scheme, so that it may be inside.
     *
     * @param port -1 = the scheme's own
     */
    public boolean isListed(String scheme, String host, int port) {
        String prefix = scheme.toLowerCase(Locale.ROOT) + "://";
        int usual = prefix.equals("http://") ? 80 : 443;
        String wanted = host.toLowerCase(Locale.ROOT) + ":" + (port < 0 ? usual : port);
        return allowed.stream()
                .map(a -> a.contains("://") ? a : "https://" + a)
                .filter(a -> a.startsWith(prefix))
                .map(a -> a.substring(prefix.length()))
                .map(a -> a.matches(".*:\\d+") ? a : a + ":" + usual)
                .anyMatch(wanted::equals);
    }

    /** As {@link #isListed(String, String, int)}, by either scheme. */
    boolean isListed(String host, int port) {
        return isListed("https", host, port) || isListed("http", host, port);
    }

    /** Whether anybody on the internet may have this address: not this machine's, and no network's own. */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return first != 0
                && first != 10
                && first != 127
                && first < 224
                && !(first == 169 && second == 254)
                && !(first == 172 && second >= 16 && second < 32)
                && !(first == 192 && second == 168)
                && !(first == 100 && second >= 64 && second < 128) // carriers' own
                && !(first == 192 && second == 0 && (b[2] & 0xff) <= 2) // protocols, documentation
                && !(first == 198 && (second == 18 || second == 19)); // measurements
    }

    /** Only 2000::/3 is given out; what in it wraps an IPv4 address is as good as that one. */
    private static boolean isPublic6(byte[] b) {
        boolean nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
        if (nat64) {
            return isPublic4(Arrays.copyOfRange(b, 12, 16));
        }
        boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
        boolean teredo = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;
        return (b[0] & 0xe0) == 0x20 && !teredo && (!sixToFour || isPublic4(Arrays.copyOfRange(b, 2, 6)));
    }
}
