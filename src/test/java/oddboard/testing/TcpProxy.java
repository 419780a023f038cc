package oddboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection between one process and a server, which a test can cut. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;

    private enum State {
        OPEN,
        CUT,
        SILENT
    }

    /** @param target the server's port on this machine */
    public TcpProxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection, and each new one at once, until {@link #restore}. */
    public void cut() {
        state = State.CUT;
        ends.forEach(TcpProxy::close);
    }

    /** Takes connections and bytes and passes nothing on, as a network that drops packets; {@link #restore} lets all through. */
    public void silence() {
        state = State.SILENT;
    }

    public void restore() {
        state = State.OPEN;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (state == State.CUT) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> pass(near, far));
                Thread.ofVirtual().start(() -> pass(far, near));
            } catch (IOException e) {
                // The door was closed, or the server is away: the other side notices.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                while (state == State.SILENT) {
                    Thread.sleep(20);
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException e) {
            // Cut.
        } finally {
            ends.remove(from);
            ends.remove(to);
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        ends.forEach(TcpProxy::close);
    }
}
