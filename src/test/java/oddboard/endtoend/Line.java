package oddboard.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A line to a server that is slow upwards, and can be cut. */
final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private volatile long bytesPerSecond;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    private Line(ServerSocket door, int server, long bytesPerSecond) {
        this.door = door;
        this.server = server;
        this.bytesPerSecond = bytesPerSecond;
    }

    static Line to(String url, long bytesPerSecond) throws IOException {
        Line line = new Line(
                new ServerSocket(0, 50, InetAddress.getByName("localhost")),
                URI.create(url).getPort(),
                bytesPerSecond);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    /** Ends all connections and takes no new ones. */
    void cut() throws IOException {
        isCut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    void restore() {
        isCut = false;
    }

    /** From now on, for what is under way too. */
    void rate(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket from = door.accept();
                if (isCut) {
                    from.close();
                    continue;
                }
                Socket to = new Socket("localhost", server);
                open.add(from);
                open.add(to);
                Thread.ofVirtual().start(() -> copy(from, to, () -> bytesPerSecond));
                Thread.ofVirtual().start(() -> copy(to, from, () -> Long.MAX_VALUE));
            } catch (IOException e) {
                // The next one may come through.
            }
        }
    }

    private void copy(Socket from, Socket to, LongSupplier rate) {
        byte[] bytes = new byte[32 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read; (read = in.read(bytes)) >= 0; ) {
                out.write(bytes, 0, read);
                if (rate.getAsLong() < Long.MAX_VALUE) {
                    Thread.sleep(Math.round(read * 1000.0 / rate.getAsLong()));
                }
            }
        } catch (IOException e) {
            // Cut, or at its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
