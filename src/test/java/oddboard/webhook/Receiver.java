package oddboard.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real server on this machine that takes events, and checks each as the standard tells receivers to. */
final class Receiver implements AutoCloseable {
    /** What came: headers of the standard and the body's bytes. */
    record Taken(String id, String timestamp, String signature, String contentType, String body) {
        /** Independent of the product's own code: one of the signatures is the HMAC of id, timestamp and body. */
        boolean isSignedWith(String secret) throws Exception {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = Base64.getEncoder()
                    .encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
            return List.of(signature.split(" ")).contains("v1," + signed);
        }
    }

    final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    /** From the number of the request, from 1, to the status of its answer. */
    volatile IntUnaryOperator status = number -> 200;

    volatile Map<String, String> headers = Map.of();
    volatile Runnable before = () -> {};
    private final HttpServer server;
    final String host;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var from = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int number;
            synchronized (taken) {
                taken.add(new Taken(
                        from.getFirst("webhook-id"),
                        from.getFirst("webhook-timestamp"),
                        from.getFirst("webhook-signature"),
                        from.getFirst("Content-Type"),
                        body));
                number = taken.size();
            }
            before.run();
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status.applyAsInt(number), -1);
            exchange.close();
        });
        server.start();
        host = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
