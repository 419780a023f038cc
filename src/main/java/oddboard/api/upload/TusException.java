package oddboard.api.upload;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is not what the tus protocol asks for. */
final class TusException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final HttpStatus status;
    private final String code;

    TusException(HttpStatus status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    static void checkVersion(@Nullable String version) {
        if (!TusApi.VERSION.equals(version)) {
            throw new TusException(
                    HttpStatus.PRECONDITION_FAILED,
                    "TUS_VERSION",
                    "This server speaks tus " + TusApi.VERSION + ": send the header Tus-Resumable: " + TusApi.VERSION
                            + ".");
        }
    }

    static long number(String header, @Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw new TusException(
                    HttpStatus.BAD_REQUEST,
                    "HEADER_INVALID",
                    "The header " + header + " is a number of bytes, from 0 on.");
        }
        return Long.parseLong(text);
    }
}
