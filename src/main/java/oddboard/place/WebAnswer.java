package oddboard.place;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** What a host answered, with the connection it comes by. */
record WebAnswer(HttpGet request, ClassicHttpResponse response) implements AutoCloseable {
    int status() {
        return response.getCode();
    }

    /** "" where the host sent none. */
    String value(String header) {
        Header first = response.getFirstHeader(header);
        return first == null || first.getValue() == null ? "" : first.getValue();
    }

    /** Cuts the connection: to close an answer alone reads it to its end first, however much that is. */
    @Override
    public void close() {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // Cut.
        }
    }
}
