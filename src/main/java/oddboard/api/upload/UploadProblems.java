package oddboard.api.upload;

import oddboard.api.Problems;
import oddboard.upload.UploadRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Bytes that were not taken, as problems. */
@RestControllerAdvice(assignableTypes = {TusApi.class, UploadsApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadProblems {
    /** Of the tus protocol, in no registry. */
    private static final int CHECKSUM_MISMATCH = 460;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(UploadRefusedException e) {
        int status = switch (e.reason()) {
            case QUOTA_STORAGE -> HttpStatus.UNPROCESSABLE_CONTENT.value();
            case TOO_MANY_UPLOADS -> HttpStatus.TOO_MANY_REQUESTS.value();
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE.value();
            case FILE_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE.value();
            case OFFSET_WRONG -> HttpStatus.CONFLICT.value();
            case CHECKSUM_WRONG -> CHECKSUM_MISMATCH;
            case CONNECTION_BROKEN -> HttpStatus.BAD_REQUEST.value();
        };
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (e.reason() == UploadRefusedException.Reason.TOO_MANY_UPLOADS) {
            answer.header("Retry-After", "5");
        }
        return body(answer, status, e.reason().name(), e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> protocol(TusException e) {
        return body(
                ResponseEntity.status(e.status()).header("Tus-Version", TusApi.VERSION),
                e.status().value(),
                e.code(),
                e);
    }

    private static ResponseEntity<ProblemDetail> body(
            ResponseEntity.BodyBuilder answer, int status, String code, RuntimeException e) {
        ProblemDetail problem = Problems.detail(HttpStatusCode.valueOf(status), code, String.valueOf(e.getMessage()));
        if (problem.getTitle() == null) {
            problem.setTitle("Checksum Mismatch");
        }
        return answer.header("Tus-Resumable", TusApi.VERSION)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
