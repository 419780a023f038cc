package oddboard.api;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of application/problem+json with all codes that there are. */
public final class Problem {
    private Problem() {}

    public static Schema<?> schema() {
        Schema<Object> code = typed("string", "Stable; x-codes says what each means.");
        Map<String, Object> meanings = new LinkedHashMap<>();
        ProblemCodes.all().forEach((name, meaning) -> {
            if (!meaning.status().equals("job")) {
                code.addEnumItemObject(name);
            }
            meanings.put(name, Map.of("status", meaning.status(), "meaning", meaning.sentence()));
        });
        code.addExtension("x-codes", meanings);
        Schema<Object> fault = typed("object", "One fault of what was sent.");
        fault.addProperty("file", typed("string", "Name of the uploaded file; empty where it is none of a file."));
        fault.addProperty(
                "entry", typed("string", "The entry of an archive, or the field, setting or parameter; or empty."));
        fault.addProperty("code", typed("string", "As in the problem itself."));
        fault.addProperty("detail", typed("string", "A sentence for users."));
        fault.setRequired(List.of("file", "entry", "code", "detail"));
        Schema<Object> errors = typed("array", "Where something that was sent can't be taken: what.");
        errors.setItems(fault);
        Schema<Object> problem = typed("object", "What went wrong, RFC 9457.");
        problem.addProperty(
                "type",
                typed("string", "urn:oddboard:problem: and the code in small letters.")
                        .format("uri"));
        problem.addProperty("title", typed("string", "The status in words."));
        problem.addProperty("status", typed("integer", "The HTTP status."));
        problem.addProperty("detail", typed("string", "A sentence for users: what happened, to what, and what to do."));
        problem.addProperty(
                "instance", typed("string", "The address that was called.").format("uri-reference"));
        problem.addProperty("code", code);
        problem.addProperty("errors", errors);
        problem.setRequired(new ArrayList<>(List.of("type", "title", "status", "detail", "code")));
        return problem;
    }

    private static Schema<Object> typed(String type, String description) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        schema.setDescription(description);
        return schema;
    }
}
