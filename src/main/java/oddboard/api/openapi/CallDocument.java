package oddboard.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oddboard.api.Numbers;
import oddboard.api.admin.HealthApi;
import oddboard.api.board.SubmissionsApi;
import oddboard.api.upload.TusApi;
import oddboard.api.upload.UploadsApi;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** What is true of every call, or follows from its address. */
final class CallDocument {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final Set<Class<?>> RAW = Set.of(UploadsApi.class, SubmissionsApi.class, TusApi.class);
    private static final int MAX_PARAMETER_LENGTH = 8000;
    private final ApiMessages words = ApiMessages.read();

    Operation complete(Operation call, HandlerMethod handler) {
        RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        List<RequestMethod> methods = own == null ? List.of() : List.of(own.method());
        String path = own == null || own.path().length == 0 ? "" : own.path()[0];
        call.setOperationId(id(handler));
        if (call.getParameters() != null) {
            call.getParameters().forEach(this::describe);
            bound(call.getParameters(), handler);
        }
        boolean reads = methods.contains(RequestMethod.GET);
        boolean posts = methods.contains(RequestMethod.POST);
        if (posts) {
            call.addParametersItem(new Parameter()
                    .name("Idempotency-Key")
                    .in("header")
                    .required(false)
                    .description("A text of your own choice, by which a repeated call gets the first answer again.")
                    .schema(text().maxLength(200)));
        }
        kind(path).ifPresent(kind -> answerOf(call, kind));
        rawBody(call, handler, reads);
        withoutBody(call, handler, posts);
        if (handler.getBeanType() == HealthApi.class && path.isEmpty()) {
            call.setSecurity(List.of());
        }
        refusals(call, reads);
        return call;
    }

    /** Such as runsCreate. */
    private static String id(HandlerMethod handler) {
        String room = handler.getBeanType().getSimpleName().replaceFirst("Api$", "");
        String method = handler.getMethod().getName();
        return room.substring(0, 1).toLowerCase(Locale.ROOT)
                + room.substring(1)
                + method.substring(0, 1).toUpperCase(Locale.ROOT)
                + method.substring(1);
    }

    private void describe(Parameter parameter) {
        if (parameter.getDescription() == null) {
            words.of(parameter.getIn().equals("header") ? "header" : "parameter", parameter.getName())
                    .ifPresent(parameter::setDescription);
        }
        limit(parameter.getSchema());
    }

    /** As {@link Numbers} checks them. */
    private static void bound(List<Parameter> described, HandlerMethod handler) {
        for (MethodParameter taken : handler.getMethodParameters()) {
            String name = taken.hasParameterAnnotation(RequestParam.class)
                    ? taken.getParameter().getName()
                    : "";
            Numbers.Range range = name.isEmpty() ? null : Numbers.of(taken, name);
            for (Parameter parameter : described) {
                if (range != null && parameter.getName().equals(name)) {
                    parameter.setSchema(within(range, parameter.getSchema()));
                }
            }
        }
    }

    /** More does not fit into the lines before a body that the server reads. */
    private static void limit(Schema<?> schema) {
        if (schema.getItems() != null && schema.getMaxItems() == null) {
            schema.setMaxItems(MAX_PARAMETER_LENGTH / 2);
        } else if (schema.getTypes() != null && schema.getTypes().contains("string") && schema.getMaxLength() == null) {
            schema.setMaxLength(MAX_PARAMETER_LENGTH);
        }
    }

    /** A copy, because parameters of one type share theirs. */
    private static Schema<?> within(Numbers.Range range, Schema<?> type) {
        Schema<?> copy = new JsonSchema();
        copy.setTypes(type.getTypes());
        copy.setFormat(type.getFormat());
        copy.setDefault(type.getDefault());
        copy.setMinimum(BigDecimal.valueOf(range.min()));
        copy.setMaximum(BigDecimal.valueOf(range.max()));
        return copy;
    }

    private static Optional<org.springframework.http.MediaType> kind(String path) {
        if (path.equals("/ranking") || path.equals("/named")) {
            return Optional.of(org.springframework.http.MediaType.APPLICATION_OCTET_STREAM);
        }
        return path.endsWith("/log")
                ? Optional.of(org.springframework.http.MediaType.TEXT_PLAIN)
                : path.contains(".") ? MediaTypeFactory.getMediaType(path) : Optional.empty();
    }

    private static void answerOf(Operation call, org.springframework.http.MediaType kind) {
        Schema<?> schema = text();
        if (!kind.getType().equals("text")) {
            schema.format("binary");
        }
        ApiResponse ok = call.getResponses().computeIfAbsent("200", status -> new ApiResponse().description("OK"));
        ok.setContent(new Content().addMediaType(kind.toString(), new MediaType().schema(schema)));
    }

    /** Calls that read the request themselves take any bytes. */
    private static void rawBody(Operation call, HandlerMethod handler, boolean reads) {
        boolean raw = !reads
                && RAW.contains(handler.getBeanType())
                && call.getRequestBody() == null
                && Arrays.stream(handler.getMethodParameters())
                        .anyMatch(p -> p.getParameterType() == HttpServletRequest.class);
        if (raw) {
            String kind = handler.getBeanType() == SubmissionsApi.class
                    ? "text/csv"
                    : handler.getBeanType() == TusApi.class
                            ? "application/offset+octet-stream"
                            : "application/octet-stream";
            call.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(kind, new MediaType().schema(text().format("binary")))));
        }
    }

    private static void withoutBody(Operation call, HandlerMethod handler, boolean posts) {
        ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
        if (type.resolve() == ResponseEntity.class && type.getGeneric(0).resolve() == Void.class) {
            call.getResponses().remove("200");
            call.getResponses()
                    .addApiResponse(
                            posts ? "201" : "204",
                            new ApiResponse().description("Done; the headers say how far it is."));
        }
    }

    private static void refusals(Operation call, boolean reads) {
        ApiResponses answers = call.getResponses();
        boolean open = call.getSecurity() != null && call.getSecurity().isEmpty();
        if (reads && answers.get("200") != null) {
            answers.get("200")
                    .addHeaderObject(
                            "ETag",
                            new Header()
                                    .description("Send it back as If-None-Match.")
                                    .schema(text()));
            answers.addApiResponse(
                    "304", new ApiResponse().description("Nothing has changed since the answer with this ETag."));
        }
        if (!open) {
            answers.addApiResponse("401", problem("There is no valid access token."));
            answers.addApiResponse("403", problem("The caller may not do this."));
        }
        boolean addressed = call.getParameters() != null
                && call.getParameters().stream().anyMatch(p -> p.getIn().equals("path"));
        if (addressed) {
            answers.addApiResponse("404", problem("There is no such thing, or it is none that the caller may see."));
        }
        if (!reads) {
            answers.addApiResponse("409", problem("The thing's state forbids it."));
        }
        if (call.getRequestBody() != null) {
            answers.addApiResponse("413", problem("The body is too large."));
            answers.addApiResponse("415", problem("The body is of a kind that this call doesn't take."));
        }
        if (call.getRequestBody() != null || call.getParameters() != null) {
            answers.addApiResponse("422", problem("Something of what was sent can't be taken; errors names it."));
        }
        answers.addApiResponse("default", problem("Anything else that went wrong; code says what."));
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json", new MediaType().schema(new JsonSchema().$ref(PROBLEM))));
    }

    static Schema<?> text() {
        Schema<?> text = new JsonSchema();
        text.addType("string");
        return text;
    }
}
