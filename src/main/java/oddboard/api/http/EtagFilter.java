package oddboard.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives scripts the ETag and the length of JSON and text, so that asking again for what hasn't changed costs little. A
 * browser's calls stay out of its cache; images and tables have tags of their own, and tables are streamed.
 */
@Component
@Order(1) // after the security chain, whose "no-store" is for browsers
class EtagFilter extends ShallowEtagHeaderFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String last = path.substring(path.lastIndexOf('/') + 1);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !path.startsWith("/api/v1/")
                || request.getHeader(HttpHeaders.AUTHORIZATION) == null
                || last.contains(".") && !last.endsWith(".json")
                || accept != null && accept.contains("text/csv")
                || !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        super.doFilterInternal(request, response, chain);
    }
}
