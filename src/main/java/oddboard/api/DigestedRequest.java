package oddboard.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;

/** A request that is known by the SHA-256 of what it sends, taken while the body passes, however long it is. */
final class DigestedRequest extends HttpServletRequestWrapper {
    /** They say what a call means whose body is empty or incomplete. */
    private static final List<String> HEADERS = List.of("Upload-Length", "Upload-Metadata");

    private final MessageDigest digest = Sha256.start();
    private @Nullable Digested body;

    DigestedRequest(HttpServletRequest request) {
        super(request);
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                digest.update((name + ": " + value + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Reads what nobody has read; to be called once, after everybody else. */
    String sha256() throws IOException {
        getInputStream().transferTo(OutputStream.nullOutputStream());
        return Sha256.hex(digest);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        Digested stream = body;
        if (stream == null) {
            stream = new Digested(super.getInputStream(), digest);
            body = stream;
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = Objects.requireNonNullElse(getCharacterEncoding(), StandardCharsets.UTF_8.name());
        return new BufferedReader(new InputStreamReader(getInputStream(), Charset.forName(encoding)));
    }

    private static final class Digested extends ServletInputStream {
        private final ServletInputStream bytes;
        private final MessageDigest digest;

        Digested(ServletInputStream bytes, MessageDigest digest) {
            this.bytes = bytes;
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int some = bytes.read(to, offset, length);
            if (some > 0) {
                digest.update(to, offset, some);
            }
            return some;
        }

        /** Stays open: the rest belongs to what is compared. */
        @Override
        public void close() {}

        @Override
        public boolean isFinished() {
            return bytes.isFinished();
        }

        @Override
        public boolean isReady() {
            return bytes.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("only read directly");
        }
    }
}
