package oddboard.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;

/** A request whose body was read to know it by its SHA-256; the bytes of an upload pass by unread. */
final class RepeatableRequest extends HttpServletRequestWrapper {
    private static final int MAX = BodyLimitFilter.MAX;
    private final byte @Nullable [] body;

    private RepeatableRequest(HttpServletRequest request, byte @Nullable [] body) {
        super(request);
        this.body = body;
    }

    /** Null where a JSON body is too long. */
    static @Nullable RepeatableRequest of(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        boolean json = type != null && type.startsWith("application/json");
        long length = request.getContentLengthLong();
        boolean short_ =
                length >= 0 && length <= MAX && !request.getRequestURI().contains("/uploads");
        if (!json && !short_) {
            return new RepeatableRequest(request, null);
        }
        byte[] body = request.getInputStream().readNBytes(MAX + 1);
        return body.length > MAX ? null : new RepeatableRequest(request, body);
    }

    /** What is not read is known by its length alone. */
    String sha256() {
        return body == null
                ? Long.toString(getContentLengthLong())
                : HexFormat.of().formatHex(Sha256.of(body));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new Replay(body);
    }

    private static final class Replay extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Replay(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return bytes.read(to, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("only read directly");
        }
    }
}
