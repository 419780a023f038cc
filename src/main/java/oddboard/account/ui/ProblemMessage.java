package oddboard.account.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The API's refusals, as {@code application/problem+json}; those of the Open Inference Protocol as {@code {"error": ...}}. */
final class ProblemMessage {
    private ProblemMessage() {}

    static void unauthorized(HttpServletRequest request, HttpServletResponse response, Exception cause)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"Oddboard\"");
        write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "UNAUTHORIZED",
                "Send a valid access token in the header Authorization: Bearer.");
    }

    static void forbidden(HttpServletRequest request, HttpServletResponse response, Exception cause)
            throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "FORBIDDEN", "You may not do this.");
    }

    static void readOnlyToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "TOKEN_READ_ONLY", "This access token may only read.");
    }

    static void passwordChangeRequired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "PASSWORD_CHANGE_REQUIRED", "Choose your own password first.");
    }

    static void encodedPath(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                request,
                response,
                HttpStatus.BAD_REQUEST,
                "PATH_ENCODED",
                "The path encodes a character that needs no percent encoding; write letters, digits, -, ., _ and ~ as they are.");
    }

    static void nulCharacter(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                request,
                response,
                HttpStatus.UNPROCESSABLE_CONTENT,
                "TEXT_INVALID",
                "The address has a parameter with the character %00, which no text here can have.");
    }

    private static boolean isInference(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/v2") || path.startsWith("/v2/");
    }

    /** Only fixed words come here, so that nothing needs quoting. */
    private static void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        if (isInference(request)) {
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().print("{\"error\":\"" + detail + "\"}");
            return;
        }
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .print("""
                {"type":"urn:oddboard:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s"}
                """.formatted(
                        code.toLowerCase(Locale.ROOT).replace('_', '-'),
                        status.getReasonPhrase(),
                        status.value(),
                        detail,
                        code).strip());
    }
}
