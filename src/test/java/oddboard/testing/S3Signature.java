package oddboard.testing;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import oddboard.common.Sha256;

/** Amazon's Signature Version 4 of a request, computed from what came. */
final class S3Signature {
    private static final Pattern PARTS = Pattern.compile(
            ".*Credential=[^/]+/(\\d{8})/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private S3Signature() {}

    static void check(HttpExchange exchange, String key, String secret) throws S3Server.Refusal {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            throw new S3Server.Refusal(403, "AccessDenied");
        }
        if (!header.contains("Credential=" + key + "/")) {
            throw new S3Server.Refusal(403, "InvalidAccessKeyId");
        }
        if (!isRight(exchange, header, secret)) {
            throw new S3Server.Refusal(403, "SignatureDoesNotMatch");
        }
    }

    private static boolean isRight(HttpExchange exchange, String authorization, String secret) {
        var parts = PARTS.matcher(authorization);
        if (!parts.matches()) {
            return false;
        }
        String query = query(exchange.getRequestURI()).entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        StringBuilder headers = new StringBuilder();
        for (String name : parts.group(3).split(";")) {
            String value = String.join(",", exchange.getRequestHeaders().get(name));
            headers.append(name)
                    .append(':')
                    .append(value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        String canonical =
                exchange.getRequestMethod() + "\n" + exchange.getRequestURI().getRawPath() + "\n" + query + "\n"
                        + headers + "\n" + parts.group(3) + "\n"
                        + exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        String scope = parts.group(1) + "/" + parts.group(2) + "/s3/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("x-amz-date") + "\n" + scope + "\n"
                + HexFormat.of().formatHex(Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String step : new String[] {parts.group(1), parts.group(2), "s3", "aws4_request"}) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, text)).equals(parts.group(4));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Decoded, by name. */
    static Map<String, String> query(URI uri) {
        Map<String, String> all = new TreeMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] both = pair.split("=", 2);
                all.put(decoded(both[0]), both.length < 2 ? "" : decoded(both[1]));
            }
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
