package oddboard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One bucket on the loopback interface, read and written by Amazon's protocol: lists of 1,000 keys with continuation, objects with ranges,
 * preconditions and parts, signatures of version 4 checked by {@link S3Signature}. It can be told to fail.
 */
public final class S3Server implements AutoCloseable {
    public static final String KEY = "AKTESTKEY";
    public static final String SECRET = "secret/of+the/test";

    private final HttpServer server;
    private final String bucket;
    private final ConcurrentSkipListMap<String, S3Object> objects = new ConcurrentSkipListMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int cutAfter = -1;
    private volatile String secret = SECRET;
    private volatile String denied = "\0";
    private volatile boolean tagged = true;
    private volatile Duration pause = Duration.ZERO;
    private volatile String writes = "";
    private final S3Parts parts = new S3Parts();

    /** The message is a code of S3, such as AccessDenied. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String code) {
            super(code);
            this.status = status;
        }
    }

    public S3Server(String bucket) throws IOException {
        this.bucket = bucket;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void put(String key, byte[] bytes) {
        put(key, bytes, Instant.now().minusSeconds(60));
    }

    public void put(String key, byte[] bytes, Instant modified) {
        try {
            objects.put(
                    key,
                    S3Object.of(new ByteArrayInputStream(bytes), Instant.ofEpochSecond(modified.getEpochSecond())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String key) {
        objects.remove(key);
    }

    public Set<String> keys() {
        return objects.keySet();
    }

    public long size(String key) {
        return objects.get(key).size();
    }

    /** Objects that are still on their way in parts. */
    public int unfinished() {
        return parts.count();
    }

    /** All there is came so long before. */
    public void age(Duration by) {
        objects.replaceAll((key, stored) -> stored.at(stored.modified().minus(by)));
        parts.age(by);
    }

    /** Changes one byte of an object. */
    public void damage(String key) {
        try (InputStream in = objects.get(key).open(0)) {
            byte[] bytes = in.readAllBytes();
            bytes[bytes.length / 2] ^= 1;
            put(key, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long each answer takes from now on. */
    public void slow(Duration pause) {
        this.pause = pause;
    }

    /** Nothing can be written from now on: "" = all is well again, else a code of S3, such as QuotaExceeded. */
    public void refuseWrites(String code) {
        writes = code;
    }

    /** The next requests are answered by 503. */
    public void fail(int times) {
        failures.set(times);
    }

    /** The next object that is longer is cut off after so many bytes. */
    public void cutNextAfter(int bytes) {
        cutAfter = bytes;
    }

    /** Whose signatures are taken from now on. */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    /** Objects whose keys begin so may not be read, nor, if it is "", listed. */
    public void deny(String prefix) {
        denied = prefix;
    }

    /** From now on no ETag is told. */
    public void hideTags() {
        tagged = false;
    }

    /** Methods and paths with queries, in order. */
    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try {
                if (failures.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                    throw new Refusal(503, "SlowDown");
                }
                Thread.sleep(pause);
                S3Signature.check(exchange, KEY, secret);
                String path = exchange.getRequestURI().getPath();
                if (!path.equals("/" + bucket) && !path.startsWith("/" + bucket + "/")) {
                    throw new Refusal(404, "NoSuchBucket");
                }
                String key = path.length() > bucket.length() + 2 ? path.substring(bucket.length() + 2) : "";
                if (key.startsWith(denied)) {
                    throw new Refusal(403, "AccessDenied");
                }
                Map<String, String> query = S3Signature.query(exchange.getRequestURI());
                switch (exchange.getRequestMethod()) {
                    case "PUT", "POST" -> write(exchange, key, query);
                    case "DELETE" -> delete(exchange, key, query);
                    default -> {
                        if (!key.isEmpty()) {
                            object(exchange, key);
                        } else if (query.containsKey("uploads")) {
                            send(exchange, 200, parts.list(bucket, query.getOrDefault("prefix", "")));
                        } else {
                            send(exchange, 200, S3List.page(bucket, objects, tagged, query));
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Refusal e) {
                boolean head = exchange.getRequestMethod().equals("HEAD");
                send(exchange, e.status, head ? "" : "<Error><Code>" + e.getMessage() + "</Code></Error>");
            }
        }
    }

    private void write(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        S3Object body = S3Object.of(exchange.getRequestBody(), Instant.now());
        String md5 = exchange.getRequestHeaders().getFirst("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(body.md5()))) {
            throw new Refusal(400, "BadDigest");
        }
        if (!writes.isEmpty()) {
            throw new Refusal(writes.contains("Full") ? 507 : 403, writes);
        }
        String id = query.getOrDefault("uploadId", "");
        if (query.containsKey("uploads")) {
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>" + parts.begin(key, Instant.now())
                            + "</UploadId></InitiateMultipartUploadResult>");
        } else if (query.containsKey("partNumber")) {
            exchange.getResponseHeaders().set("ETag", parts.add(id, Integer.parseInt(query.get("partNumber")), body));
            exchange.sendResponseHeaders(200, -1);
        } else if (!id.isEmpty()) {
            objects.put(key, parts.complete(id, body.open(0)));
            send(
                    exchange,
                    200,
                    "<CompleteMultipartUploadResult><ETag>" + objects.get(key).tag()
                            + "</ETag></CompleteMultipartUploadResult>");
        } else {
            objects.put(key, body);
            exchange.getResponseHeaders().set("ETag", body.tag());
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void delete(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        if (query.containsKey("uploadId")) {
            parts.abort(query.get("uploadId"));
        } else {
            objects.remove(key);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private void object(HttpExchange exchange, String key) throws IOException {
        S3Object stored = objects.get(key);
        if (stored == null) {
            throw new Refusal(404, "NoSuchKey");
        }
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        if (match != null && !match.equals(stored.tag())) {
            throw new Refusal(412, "PreconditionFailed");
        }
        int cut = cutAfter;
        if (stored.send(exchange, tagged, cut)) {
            cutAfter = -1;
            throw new IOException("cut off as the test wants it");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
