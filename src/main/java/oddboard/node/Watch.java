package oddboard.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Where a web node reports its health, unless that is set: for this machine alone, on the port after that of the pages. */
final class Watch {
    private static final String PORT = "management.server.port";
    private static final String ADDRESS = "management.server.address";

    private Watch() {}

    /** @return Spring's settings for it */
    static Map<String, Object> settings(Arguments arguments) {
        Map<String, Object> settings = new HashMap<>();
        if (arguments.get(ADDRESS) == null) {
            settings.put(ADDRESS, InetAddress.getLoopbackAddress().getHostAddress());
        }
        if (arguments.get(PORT) == null) {
            settings.put(PORT, freePort(arguments.get("server.port", "8080")));
        }
        return settings;
    }

    /** Pages come up on a machine where something else has the next port: then any will do. */
    private static int freePort(String pages) {
        int port = pages.matches("\\d{1,5}") ? Integer.parseInt(pages) + 1 : 0;
        if (port < 2 || port > 65_535) {
            return 0;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException taken) {
            return 0;
        }
    }
}
