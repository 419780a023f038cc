package oddboard.dev;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Exchanges methods of a running JVM as a debugger does; the JVM refuses other changes, such as a new method. */
final class HotSwap {
    private final int port;

    private HotSwap(int port) {
        this.port = port;
    }

    static HotSwap onFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HotSwap(free.getLocalPort());
        }
    }

    /** With which the JVM has to be started; it listens on this machine alone. */
    String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port;
    }

    /** @param classes class files by the class's name. False where the JVM continues with the old ones */
    boolean exchange(Map<String, byte[]> classes) {
        try {
            VirtualMachine jvm = attach();
            try {
                Map<ReferenceType, byte[]> loaded = new HashMap<>();
                classes.forEach((name, bytes) -> jvm.classesByName(name).forEach(type -> loaded.put(type, bytes)));
                jvm.redefineClasses(loaded);
                return true;
            } finally {
                jvm.dispose();
            }
        } catch (IOException | IllegalConnectorArgumentsException | UnsupportedOperationException | LinkageError e) {
            return false;
        }
    }

    private VirtualMachine attach() throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Argument> arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return socket.attach(arguments);
    }
}
