package oddboard.api.image;

import oddboard.api.Problems;
import oddboard.scoring.PredictionRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Images that can't be scored now, as problems. */
@RestControllerAdvice(assignableTypes = PredictApi.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PredictProblems {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(PredictionRefusedException e) {
        HttpStatus status = switch (e.reason()) {
            case BUSY, TOO_FAST -> HttpStatus.TOO_MANY_REQUESTS;
            case NO_WORKER -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return ResponseEntity.status(status)
                .header("Retry-After", Integer.toString(e.retryAfter()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.detail(status, "PREDICT_" + e.reason().name(), String.valueOf(e.getMessage())));
    }
}
