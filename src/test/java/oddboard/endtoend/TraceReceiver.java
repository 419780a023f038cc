package oddboard.endtoend;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What collects traces, as far as a test asks: OpenTelemetry's protocol over HTTP, with protobuf bodies. */
final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    /** @param attributes by name, whole numbers as their digits */
    record Received(
            String service,
            String trace,
            String span,
            String parent,
            String name,
            boolean failed,
            Map<String, String> attributes) {}

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> spans() {
        return List.copyOf(spans);
    }

    /** Method and path of all that came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            read(UnknownFieldSet.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** By the numbers of opentelemetry/proto/collector/trace/v1/trace_service.proto and of what it names. */
    private void read(UnknownFieldSet request) throws InvalidProtocolBufferException {
        for (UnknownFieldSet resourceSpans : messages(request, 1)) {
            String service =
                    attributes(messages(resourceSpans, 1).getFirst(), 1).get("service.name");
            for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
                for (UnknownFieldSet span : messages(scopeSpans, 2)) {
                    spans.add(new Received(
                            service,
                            hex(span, 1),
                            hex(span, 2),
                            hex(span, 4),
                            bytes(span, 5).toStringUtf8(),
                            messages(span, 15).stream().anyMatch(status -> number(status, 3) == 2),
                            attributes(span, 9)));
                }
            }
        }
    }

    private static Map<String, String> attributes(UnknownFieldSet of, int field) throws InvalidProtocolBufferException {
        Map<String, String> all = new TreeMap<>();
        for (UnknownFieldSet pair : messages(of, field)) {
            UnknownFieldSet value = messages(pair, 2).getFirst();
            all.put(
                    bytes(pair, 1).toStringUtf8(),
                    value.hasField(3)
                            ? Long.toString(number(value, 3))
                            : bytes(value, 1).toStringUtf8());
        }
        return all;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet of, int field) throws InvalidProtocolBufferException {
        List<UnknownFieldSet> all = new java.util.ArrayList<>();
        for (ByteString one : of.getField(field).getLengthDelimitedList()) {
            all.add(UnknownFieldSet.parseFrom(one));
        }
        return all;
    }

    private static ByteString bytes(UnknownFieldSet of, int field) {
        List<ByteString> all = of.getField(field).getLengthDelimitedList();
        return all.isEmpty() ? ByteString.EMPTY : all.getLast();
    }

    private static String hex(UnknownFieldSet of, int field) {
        return HexFormat.of().formatHex(bytes(of, field).toByteArray());
    }

    private static long number(UnknownFieldSet of, int field) {
        List<Long> all = of.getField(field).getVarintList();
        return all.isEmpty() ? 0 : all.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
