package oddboard.api.infer;

import oddboard.api.Problems;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.scoring.PredictionRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors in the protocol's form, {@code {"error": ...}}. */
@RestControllerAdvice(basePackageClasses = InferErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class InferErrors {
    private final Problems problems;

    InferErrors(Problems problems) {
        this.problems = problems;
    }

    record ErrorResponse(String error) {}

    @ExceptionHandler
    ResponseEntity<ErrorResponse> request(InferException e) {
        return answer(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorResponse> input(InputException e) {
        return answer(
                e.code().endsWith("TOO_LARGE") ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST,
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorResponse> missing(NotFoundException e) {
        return answer(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorResponse> refused(PredictionRefusedException e) {
        HttpStatus status = switch (e.reason()) {
            case BUSY, TOO_FAST -> HttpStatus.TOO_MANY_REQUESTS;
            case NO_WORKER -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(e.retryAfter()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorResponse(String.valueOf(e.getMessage())));
    }

    /** As the API says it, in other form. */
    @ExceptionHandler
    @Nullable ResponseEntity<ErrorResponse> any(Exception e) {
        ResponseEntity<ProblemDetail> problem = problems.any(e);
        if (problem == null) {
            return null;
        }
        ProblemDetail body = problem.getBody();
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(problem.getHeaders());
        headers.setContentType(MediaType.APPLICATION_JSON);
        return ResponseEntity.status(problem.getStatusCode())
                .headers(headers)
                .body(new ErrorResponse(
                        body == null || body.getDetail() == null ? "This can't be done." : body.getDetail()));
    }

    private static ResponseEntity<ErrorResponse> answer(HttpStatus status, String sentence) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorResponse(sentence));
    }
}
