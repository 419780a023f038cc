package oddboard.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bodies that are read into memory whole have an end; files, scores and pieces of files have limits of their own. */
@Component
@Order(-1) // after the security chain, before the keys that read a body
public class BodyLimitFilter extends OncePerRequestFilter {
    /** Room for a label of each of a hundred thousand images. */
    public static final int MAX = 16 << 20;

    public static final String SENTENCE = "A body of JSON or labels may have at most 16 MiB.";

    /** More came than may come. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super(SENTENCE);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String type = request.getContentType();
        return !path.startsWith("/api/v1/")
                || !(path.endsWith("/label-sets")
                        || type != null
                                && type.startsWith(MediaType.APPLICATION_JSON_VALUE)
                                && !path.endsWith("/uploads")
                                && !path.endsWith("/submissions"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public ServletInputStream getInputStream() throws IOException {
                        return new Limited(super.getInputStream());
                    }
                },
                response);
    }

    private static final class Limited extends ServletInputStream {
        private final ServletInputStream bytes;
        private long taken;

        Limited(ServletInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int one = bytes.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int some = bytes.read(to, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int some) throws TooLargeException {
            taken += some;
            if (taken > MAX + 1L) {
                throw new TooLargeException();
            }
        }

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
            bytes.setReadListener(listener);
        }
    }
}
