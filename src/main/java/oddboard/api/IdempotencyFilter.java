package oddboard.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Honors {@code Idempotency-Key} on every POST: the key, what the call does and what it answers commit in one transaction.
 * A second call with the key waits on the first one's row and gets the same answer where its bytes are the same, else a refusal;
 * where the first failed, it takes place. An upload may take hours, which no transaction should: its key commits after it, and
 * of two at once both store their bytes, but the first to end gives the answer to both, or the other is refused.
 */
@Component
@Order(0) // after the security chain, so that it is known whose key it is
class IdempotencyFilter extends OncePerRequestFilter {
    private static final String HEADER = "Idempotency-Key";
    private static final int MAX_KEY_LENGTH = 200;
    /** Attribute of a request whose answer holds a secret: what is kept of it for a repeated call instead. */
    static final String KEPT = IdempotencyFilter.class.getName() + ".KEPT";

    private final IdempotencyRepository repository;
    private final TransactionTemplate transaction;
    private final Users users;
    private final JsonMapper json;

    IdempotencyFilter(IdempotencyRepository repository, TransactionTemplate transaction, Users users, JsonMapper json) {
        this.repository = repository;
        this.transaction = transaction;
        this.users = users;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader(HEADER) == null
                || !request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/")
                // Changes nothing, and its answer may be large.
                || request.getRequestURI().endsWith("/images/export");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<User> user = users.current();
        String key = request.getHeader(HEADER);
        if (user.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            refuse(
                    response,
                    "IDEMPOTENCY_KEY_INVALID",
                    "An Idempotency-Key has 1 to " + MAX_KEY_LENGTH + " characters.");
            return;
        }
        DigestedRequest digested = new DigestedRequest(request);
        String query = request.getQueryString();
        String call = "POST " + request.getRequestURI() + (query == null ? "" : "?" + query);
        IdempotencyRepository.Call once =
                new IdempotencyRepository.Call(user.get().id(), key, call);
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            if (request.getRequestURI().endsWith("/uploads")) {
                upload(once, digested, answer, chain);
            } else {
                inOneTransaction(once, digested, answer, chain);
            }
        } catch (BodyLimitFilter.TooLargeException e) {
            answer.resetBuffer();
            refuse(answer, HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", BodyLimitFilter.SENTENCE);
        }
        answer.copyBodyToResponse();
    }

    private void upload(
            IdempotencyRepository.Call call,
            DigestedRequest request,
            ContentCachingResponseWrapper answer,
            FilterChain chain)
            throws ServletException, IOException {
        if (repository.answer(call).isPresent()) {
            repeat(call, request.sha256(), answer);
            return;
        }
        chain.doFilter(request, answer);
        if (answer.getStatus() >= 400) {
            return;
        }
        String sha256 = request.sha256();
        if (!Boolean.TRUE.equals(transaction.execute(status -> record(call, sha256, answer)))) {
            answer.resetBuffer();
            repeat(call, sha256, answer);
        }
    }

    private boolean record(IdempotencyRepository.Call call, String sha256, ContentCachingResponseWrapper answer) {
        boolean first = repository.claim(call);
        if (first) {
            repository.answered(call, sha256, answer.getStatus(), text(answer));
        }
        return first;
    }

    private void inOneTransaction(
            IdempotencyRepository.Call call,
            DigestedRequest request,
            ContentCachingResponseWrapper answer,
            FilterChain chain)
            throws ServletException, IOException {
        try {
            transaction.executeWithoutResult(status -> first(call, request, answer, chain, status));
        } catch (UncheckedServletException e) {
            throw e.cause;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String text(ContentCachingResponseWrapper answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private void first(
            IdempotencyRepository.Call call,
            DigestedRequest request,
            ContentCachingResponseWrapper answer,
            FilterChain chain,
            TransactionStatus status) {
        try {
            if (!repository.claim(call)) {
                repeat(call, request.sha256(), answer);
                return;
            }
            chain.doFilter(request, answer);
            if (answer.getStatus() >= 400) {
                status.setRollbackOnly();
            } else {
                Object kept = request.getAttribute(KEPT);
                repository.answered(
                        call,
                        request.sha256(),
                        answer.getStatus(),
                        kept == null ? text(answer) : json.writeValueAsString(kept));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new UncheckedServletException(e);
        }
    }

    private void repeat(IdempotencyRepository.Call call, String sha256, HttpServletResponse response)
            throws IOException {
        IdempotencyRepository.Answer before = repository.answer(call).orElseThrow();
        if (!before.samePurpose(call, sha256)) {
            refuse(
                    response,
                    "IDEMPOTENCY_KEY_REUSED",
                    "This Idempotency-Key was used for another call; take a new one.");
            return;
        }
        response.setStatus(before.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (!before.body().isEmpty()) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
        response.getOutputStream().write(before.body().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(HttpServletResponse response, String code, String sentence) throws IOException {
        refuse(response, HttpStatus.UNPROCESSABLE_CONTENT, code, sentence);
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, String sentence)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Problems.detail(status, code, sentence)));
    }

    private static final class UncheckedServletException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ServletException cause;

        UncheckedServletException(ServletException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
