package oddboard.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of a test's bucket; a large one lies in a file, so that the tests' heap stays small.
 *
 * @param small null where it is large
 * @param file null where it is small
 */
record S3Object(byte @Nullable [] small, @Nullable Path file, long size, byte[] md5, Instant modified) {
    private static final int SMALL = 1 << 20;

    static S3Object of(InputStream in, Instant modified) throws IOException {
        MessageDigest md5 = digest();
        try (InputStream hashed = new DigestInputStream(in, md5)) {
            byte[] first = hashed.readNBytes(SMALL);
            if (first.length < SMALL) {
                return new S3Object(first, null, first.length, md5.digest(), modified);
            }
            Path file = Files.createTempFile("s3-object", "");
            file.toFile().deleteOnExit();
            Files.copy(
                    new SequenceInputStream(new ByteArrayInputStream(first), hashed),
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return new S3Object(null, file, Files.size(file), md5.digest(), modified);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String tag() {
        return '"' + HexFormat.of().formatHex(md5) + '"';
    }

    InputStream open(long offset) throws IOException {
        InputStream in = file == null
                ? new ByteArrayInputStream(java.util.Objects.requireNonNull(small))
                : Files.newInputStream(file, StandardOpenOption.READ);
        in.skipNBytes(offset);
        return in;
    }

    /**
     * Answers a GET or HEAD, with its range.
     *
     * @param cut bytes after which a longer answer ends; -1 = none
     * @return whether it was cut
     */
    boolean send(HttpExchange exchange, boolean tagged, int cut) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        long start = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-\\d*", "$1"));
        if (range != null && start >= size()) {
            throw new S3Server.Refusal(416, "InvalidRange");
        }
        String last = range == null ? "" : range.replaceAll("bytes=\\d+-", "");
        long end = last.isEmpty() ? size() : Math.min(size(), Long.parseLong(last) + 1);
        Map<String, String> headers = new TreeMap<>();
        if (tagged) {
            headers.put("ETag", tag());
        }
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(modified().atZone(ZoneOffset.UTC)));
        if (range != null) {
            headers.put("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + size());
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        long left = end - start;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(left));
            exchange.sendResponseHeaders(200, -1);
            return false;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, left == 0 ? -1 : left);
        boolean cuts = cut >= 0 && left > cut;
        try (InputStream in = open(start)) {
            byte[] buffer = new byte[1 << 16];
            for (long rest = cuts ? cut : left; rest > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
                exchange.getResponseBody().write(buffer, 0, read);
                rest -= read;
            }
        }
        exchange.getResponseBody().flush();
        return cuts;
    }

    S3Object at(Instant time) {
        return new S3Object(small, file, size, md5, time);
    }

    void drop() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It goes with the tests' end.
        }
    }
}
