package oddboard.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Keeps the server from reading an upload as a form: {@code curl --data-binary} calls any file
 * application/x-www-form-urlencoded, and whoever then asks for a parameter would swallow the bytes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after the refusal of paths in another spelling
class RawUploadFilter extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || !request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/")
                // The one form that the API takes.
                || request.getRequestURI().endsWith("/images/export");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new QueryOnly(request), response);
    }

    private static final class QueryOnly extends HttpServletRequestWrapper {
        private final Map<String, String[]> query = new LinkedHashMap<>();

        QueryOnly(HttpServletRequest request) {
            super(request);
            MultiValueMap<String, String> raw = UriComponentsBuilder.newInstance()
                    .query(request.getQueryString())
                    .build()
                    .getQueryParams();
            raw.forEach((name, values) -> query.put(
                    decoded(name),
                    values.stream().map(v -> v == null ? "" : decoded(v)).toArray(String[]::new)));
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text;
            }
        }

        @Override
        public @Nullable String getContentType() {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = query.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(query);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(List.copyOf(query.keySet()));
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return query.get(name);
        }
    }
}
