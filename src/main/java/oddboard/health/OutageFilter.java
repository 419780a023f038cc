package oddboard.health;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import oddboard.common.Outage;
import oddboard.ui.Html;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While the database is away, says so at once, to programs as a problem and to people as a page that tries again. An open
 * page hears of it as of a lost connection: it repeats what was clicked when the server can work again.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OutageFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(OutageFilter.class);
    private static final String SECONDS = "5";
    private static final String HEALTH = "/api/v1/health";
    private static final String UNKNOWN = "The database can't be reached now; try again in a moment.";
    private final DatabaseWatch database;

    OutageFilter(DatabaseWatch database) {
        this.database = database;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(HEALTH) || path.equals("/v2/health/live");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String outage = database.outage().orElse(null);
        if (outage != null) {
            answer(request, response, outage);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException e) {
            if (response.isCommitted() || !Outage.isPassing(e)) {
                throw e;
            }
            LOG.error("A request could not reach the database", e);
            response.reset();
            answer(request, response, database.outage().orElse(UNKNOWN));
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, String sentence)
            throws IOException {
        String accept = request.getHeader("Accept");
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean inference = path.equals("/v2") || path.startsWith("/v2/");
        boolean page = !path.startsWith("/api/") && !inference && accept != null && accept.contains("text/html");
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", SECONDS);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setContentType(page ? "text/html" : inference ? "application/json" : "application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write(page ? page(sentence) : inference ? "{\"error\":\"" + sentence + "\"}" : problem(sentence));
    }

    private static String page(String sentence) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not available · Oddboard</title>
                <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
                <meta http-equiv="refresh" content="%s"></head><body><h1>Oddboard can't work at this moment</h1>
                %s<p>This page tries again every %s seconds.</p></body></html>
                """.formatted(SECONDS, new Html("p").text(sentence), SECONDS);
    }

    /** The sentence is ours and has nothing to escape in JSON. */
    private static String problem(String sentence) {
        return """
                {"type":"urn:oddboard:problem:database-away","title":"Service Unavailable","status":503,\
                "detail":"%s","code":"DATABASE_AWAY"}
                """.formatted(sentence);
    }
}
