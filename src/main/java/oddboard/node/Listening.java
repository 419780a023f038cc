package oddboard.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Who can reach the pages: this machine alone, unless an address to listen on is set. */
final class Listening {
    private static final String ADDRESS = "server.address";

    private Listening() {}

    /** @return Spring's settings for it */
    static Map<String, Object> settings(Arguments arguments) {
        return arguments.get(ADDRESS) == null
                ? Map.of(ADDRESS, InetAddress.getLoopbackAddress().getHostAddress())
                : Map.of();
    }

    /** Says on the console who can open the pages, and how that is changed. */
    static void announce(Environment settings) {
        Logger log = LoggerFactory.getLogger("oddboard");
        String address = settings.getProperty(ADDRESS, "0.0.0.0");
        if (isLoopback(address)) {
            log.info("Only this machine can open it. To open it to a network, start it with --server.address=0.0.0.0"
                    + " (or SERVER_ADDRESS=0.0.0.0), and put a proxy with TLS in front of it: docs/deployment.md");
        } else if (!settings.getProperty(
                "server.ssl.enabled",
                Boolean.class,
                settings.containsProperty("server.ssl.bundle") || settings.containsProperty("server.ssl.key-store"))) {
            log.warn(
                    "It listens on {} by plain HTTP: without a proxy with TLS in front of it, passwords and tokens can be"
                            + " read on their way. Without --server.address only this machine can open it.",
                    address);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
