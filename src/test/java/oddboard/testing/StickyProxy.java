package oddboard.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load balancer in small: a browser stays at its node by a cookie as long as that node lives; WebSockets pass. */
public final class StickyProxy implements AutoCloseable {
    public static final String COOKIE = "NODE";
    private static final Pattern NODE = Pattern.compile("(?im)^Cookie:.*\\b" + COOKIE + "=(\\d+)");
    private final ServerSocket door;
    private final List<Integer> nodes;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param urls of the nodes; the cookie names a node by its place */
    public StickyProxy(List<String> urls) throws IOException {
        nodes = urls.stream().map(url -> URI.create(url).getPort()).toList();
        door = new ServerSocket(0, 200, InetAddress.getByName("localhost"));
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The next one may come through.
            }
        }
    }

    /** One request a connection, so that the choice of a node is made for each. */
    private void serve(Socket client) {
        try (client;
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            String head = head(in);
            Matcher known = NODE.matcher(head);
            int wanted = known.find() ? Integer.parseInt(known.group(1)) : -1;
            int first = wanted >= 0 ? wanted : turn.getAndIncrement() % nodes.size();
            for (int i = 0; i < nodes.size(); i++) {
                int node = (first + i) % nodes.size();
                try (Socket server = new Socket("localhost", nodes.get(node))) {
                    pass(
                            head,
                            in,
                            out,
                            server,
                            node == wanted ? "" : "Set-Cookie: " + COOKIE + "=" + node + "; Path=/; HttpOnly\r\n");
                    return;
                } catch (java.net.ConnectException e) {
                    // Dead: the next one takes over.
                }
            }
            out.write("HTTP/1.1 503 No node\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private static void pass(String head, InputStream in, OutputStream out, Socket server, String cookie)
            throws IOException {
        boolean upgrade = head.toLowerCase(java.util.Locale.ROOT).contains("\r\nupgrade: websocket");
        String sent = upgrade
                ? head
                : head.replaceAll("(?im)^Connection:.*\\r\\n", "").replaceFirst("\\r\\n", "\r\nConnection: close\r\n");
        server.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        Thread.ofVirtual().start(() -> {
            try {
                in.transferTo(server.getOutputStream());
            } catch (IOException e) {
                // The client has what it wanted, or has gone.
            } finally {
                closeQuietly(server, upgrade);
            }
        });
        String answer = head(server.getInputStream());
        out.write(answer.replaceFirst("\\r\\n", "\r\n" + cookie).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        byte[] bytes = new byte[16 * 1024];
        for (int read; (read = server.getInputStream().read(bytes)) >= 0; ) {
            out.write(bytes, 0, read);
            out.flush();
        }
    }

    private static void closeQuietly(Socket server, boolean upgrade) {
        try {
            if (upgrade) {
                server.close();
            } else {
                server.shutdownOutput();
            }
        } catch (IOException e) {
            // Closed already.
        }
    }

    /** Up to the empty line, with it. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        for (int b; last4 != 0x0d0a0d0a; last4 = last4 << 8 | b) {
            b = in.read();
            if (b < 0) {
                throw new IOException("ended in its head");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
