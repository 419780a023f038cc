package oddboard.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A company's proxy: it lets https through by CONNECT, and it alone knows where hosts outside are. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, InetSocketAddress> outside;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int refusal;
    private volatile @Nullable String credentials;

    /** @param outside where each host and port, such as {@code hooks.example:443}, is */
    public ConnectProxy(Map<String, InetSocketAddress> outside) throws IOException {
        this.outside = Map.copyOf(outside);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** First lines of what it was asked. */
    public List<String> requests() {
        return requests;
    }

    /** Answers every request with this status from now on; 0 = lets them through again. */
    public void refuse(int status) {
        refusal = status;
    }

    public void requirePassword(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        credentials = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                ends.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                List<String> head = head(client.getInputStream());
                requests.add(head.getFirst());
                int status = status(head);
                if (status == 200) {
                    tunnel(client, target(head));
                    return;
                }
                answer(client, status);
            }
        } catch (IOException e) {
            // The client or the test has closed it.
        } finally {
            ends.remove(client);
        }
    }

    /** Byte by byte: what follows belongs to the host. */
    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.write(next);
        }
        return List.of(head.toString(StandardCharsets.US_ASCII).split("\r\n"));
    }

    private static String target(List<String> head) {
        return head.getFirst().split(" ")[1];
    }

    private int status(List<String> head) {
        if (refusal != 0) {
            return refusal;
        }
        if (credentials != null && !head.contains(credentials)) {
            return 407;
        }
        return !head.getFirst().startsWith("CONNECT ") ? 405 : outside.containsKey(target(head)) ? 200 : 502;
    }

    private static void answer(Socket client, int status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + " Said so\r\nProxy-Authenticate: Basic realm=\"outside\"\r\n"
                                + "Content-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void tunnel(Socket client, String target) throws IOException {
        InetSocketAddress there = outside.get(target);
        try (Socket host = new Socket(there.getAddress(), there.getPort())) {
            ends.add(host);
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = Thread.ofVirtual().start(() -> copy(host, client));
            copy(client, host);
            back.join();
            ends.remove(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of both has closed it.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket end : ends) {
            end.close();
        }
    }
}
