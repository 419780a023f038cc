package oddboard.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.Outage;
import oddboard.common.StorageException;
import oddboard.detector.SettingsException;
import oddboard.job.QueueLimitException;
import oddboard.storage.NoRoomException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Errors as application/problem+json: a sentence, a stable code, and for bad input which file or field. */
@RestControllerAdvice(basePackageClasses = Problems.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // before Spring Boot's own, whose problems have no code
public class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final String METHOD = "This address takes no such method; the header Allow names those it takes.";

    /** One fault; {@code entry} is an archive's entry or a field's name. */
    record Fault(String file, String entry, String code, String detail) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> input(InputException e) {
        HttpStatus status = e.code().endsWith("TOO_LARGE")
                ? HttpStatus.CONTENT_TOO_LARGE
                : e.code().equals("CURSOR_UNKNOWN") ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT;
        return faults(status, e.code(), e.file(), e.entry(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> setting(SettingsException e) {
        return faults("SETTING_INVALID", "", e.setting(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> parameter(MissingServletRequestParameterException e) {
        return faults("PARAMETER_MISSING", "", e.getParameterName(), "\"?" + e.getParameterName() + "=\" is missing.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> parameter(MethodArgumentTypeMismatchException e) {
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return problem(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this address.");
        }
        return faults(
                "PARAMETER_INVALID", "", e.getName(), "\"" + e.getName() + "\" can't be \"" + e.getValue() + "\".");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> body(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return faults(
                    "FIELD_UNKNOWN",
                    "",
                    unknown.getPropertyName(),
                    "There is no field \"" + unknown.getPropertyName() + "\"; there are "
                            + unknown.getKnownPropertyIds() + ".");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.TooLargeException) {
                return problem(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", BodyLimitFilter.SENTENCE);
            }
        }
        if (e.getCause() instanceof DatabindException mistyped
                && !mistyped.getPath().isEmpty()) {
            String field =
                    Objects.requireNonNullElse(mistyped.getPath().getLast().getPropertyName(), "");
            return faults("BODY_UNREADABLE", "", field, "The field \"" + field + "\" has a value of another type.");
        }
        return faults("BODY_UNREADABLE", "", "", "The body is not the JSON that this call takes.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> body(HttpMediaTypeNotSupportedException e) {
        return problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "MEDIA_TYPE_UNSUPPORTED",
                "This call takes a body of Content-Type: "
                        + e.getSupportedMediaTypes().stream()
                                .map(MediaType::toString)
                                .collect(Collectors.joining(" or "))
                        + ".");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, e.code(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> limit(QueueLimitException e) {
        return later(HttpStatus.TOO_MANY_REQUESTS, 60, e.code(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> room(NoRoomException e) {
        return later(HttpStatus.SERVICE_UNAVAILABLE, 60, e.code(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(ConflictException e) {
        if (e.getCause() != null) {
            LOG.warn("A call was refused", e);
        }
        return problem(HttpStatus.CONFLICT, e.code(), sentence(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
        return problem(HttpStatus.FORBIDDEN, "FORBIDDEN", sentence(e));
    }

    /** Spring's own refusals keep their status; of what failed here a number is told, and the rest is in the log. */
    @ExceptionHandler
    public @Nullable ResponseEntity<ProblemDetail> any(Exception e) {
        if (e instanceof AsyncRequestNotUsableException || e.getCause() instanceof AsyncRequestNotUsableException) {
            // Who asked has left, as a gallery does that is scrolled on: nobody hears the answer.
            return null;
        }
        if (e instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            ProblemDetail problem = switch (status) {
                case METHOD_NOT_ALLOWED -> detail(status, "METHOD_NOT_ALLOWED", METHOD);
                case NOT_ACCEPTABLE ->
                    detail(status, "NOT_ACCEPTABLE", "This call has no answer of the kind that Accept asks for.");
                case NOT_FOUND -> detail(status, "NOT_FOUND", "There is nothing at this address.");
                default -> detail(status, "BAD_REQUEST", status.getReasonPhrase() + ".");
            };
            return ResponseEntity.status(status)
                    .headers(known.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return failed(e);
    }

    /** The server reads parameters when they are first asked for, and throws what it finds wrong in the middle of a call. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> address(InvalidParameterException e) {
        if (e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "A form may have at most 2 MiB.");
        }
        return problem(
                HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The address has a parameter whose percent encoding is wrong.");
    }

    private static ResponseEntity<ProblemDetail> failed(Exception e) {
        if (Outage.isPassing(e)) {
            LOG.error("A call could not reach the database", e);
            return later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    5,
                    "DATABASE_AWAY",
                    "The database can't be reached now; try again in a moment.");
        }
        StorageException storage = StorageException.in(e).orElse(null);
        if (storage != null) {
            LOG.error("A call met the object storage", e);
            return later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    storage.isPassing() ? 5 : 60,
                    storage.isPassing() ? "STORAGE_AWAY" : "STORAGE_REFUSED",
                    storage.getMessage());
        }
        String reference = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        LOG.error("A call failed, reference {}", reference, e);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL",
                "Internal error. Give the reference " + reference + " to whoever runs the server.");
    }

    private static ResponseEntity<ProblemDetail> faults(String code, String file, String entry, String detail) {
        return faults(HttpStatus.UNPROCESSABLE_CONTENT, code, file, entry, detail);
    }

    private static ResponseEntity<ProblemDetail> faults(
            HttpStatus status, String code, String file, String entry, String detail) {
        ProblemDetail problem = detail(status, code, detail);
        problem.setProperty("errors", List.of(new Fault(file, entry, code, detail)));
        return answer(problem);
    }

    private static ResponseEntity<ProblemDetail> later(HttpStatus status, int seconds, String code, String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail(status, code, detail));
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail) {
        return answer(detail(status, code, detail));
    }

    public static ProblemDetail detail(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(
                "urn:oddboard:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", code);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null ? "This can't be done." : message;
    }
}
