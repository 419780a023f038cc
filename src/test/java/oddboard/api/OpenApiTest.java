package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description is whole, sound and in words. */
class OpenApiTest extends ApiFixture {
    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    private interface Visit {
        void call(String path, String method, JsonNode call);
    }

    private void each(Visit visit) throws Exception {
        contract()
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> visit.call(path.getKey(), call.getKey(), call.getValue())));
    }

    @Test
    void hasEveryCallThatIsMapped() throws Exception {
        Set<String> described = new TreeSet<>();
        each((path, method, call) -> described.add(method + " " + path));
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            // The Open Inference Protocol describes itself.
            if (handler.getBeanType().getName().startsWith("oddboard.api")
                    && !handler.getBeanType().getName().startsWith("oddboard.api.infer")
                    && handler.getBeanType() != NotFoundApi.class) {
                info.getPathPatternsCondition()
                        .getPatternValues()
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method.name().toLowerCase(Locale.ROOT) + " "
                                        + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"))));
            }
        });
        assertThat(mapped).hasSizeGreaterThan(90);
        assertThat(described).isEqualTo(mapped);
    }

    @Test
    void saysInWordsWhatEachCallFieldAndParameterIs() throws Exception {
        List<String> silent = new ArrayList<>();
        each((path, method, call) -> {
            if (!call.hasNonNull("summary") || call.get("tags").size() != 1) {
                silent.add(method + " " + path);
            }
            call.path("parameters").forEach(p -> {
                if (!p.hasNonNull("description")) {
                    silent.add(method + " " + path + "?" + p.get("name").asString());
                }
            });
        });
        contract()
                .document()
                .get("components")
                .get("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(field -> {
                            if (!field.getValue().hasNonNull("description")) {
                                silent.add(schema.getKey() + "." + field.getKey());
                            }
                        }));
        assertThat(silent)
                .as("add them to words.properties, or @Operation and @Tag to the handler")
                .isEmpty();
    }

    @Test
    void isSound() throws Exception {
        JsonNode document = contract().document();
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.get("info").get("title").asString()).isEqualTo("Oddboard");
        Schema meta = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        JsonNode schemas = document.get("components").get("schemas");
        schemas.properties()
                .forEach(s ->
                        assertThat(meta.validate(s.getValue())).as(s.getKey()).isEmpty());
        Matcher refs =
                Pattern.compile("\"\\$ref\":\"#/components/schemas/(\\w+)\"").matcher(document.toString());
        while (refs.find()) {
            assertThat(schemas.has(refs.group(1))).as(refs.group(1)).isTrue();
        }
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.get("tags").forEach(tag -> tags.add(tag.get("name").asString()));
        each((path, method, call) -> {
            String name = method + " " + path;
            assertThat(ids.add(call.get("operationId").asString())).as(name).isTrue();
            assertThat(tags).as(name).contains(call.get("tags").get(0).asString());
            Set<String> variables = new TreeSet<>();
            call.path("parameters").forEach(p -> {
                assertThat(meta.validate(p.get("schema"))).as(name).isEmpty();
                if (p.get("in").asString().equals("path")) {
                    variables.add(p.get("name").asString());
                    assertThat(p.get("required").asBoolean()).as(name).isTrue();
                }
            });
            Set<String> wanted = new TreeSet<>();
            Pattern.compile("\\{(\\w+)}").matcher(path).results().forEach(v -> wanted.add(v.group(1)));
            assertThat(variables).as(name).isEqualTo(wanted);
            call.get("responses").properties().forEach(r -> {
                assertThat(r.getKey()).as(name).matches("[1-5]\\d\\d|default");
                assertThat(r.getValue().hasNonNull("description")).as(name).isTrue();
            });
            assertThat(call.get("responses").has("default")).as(name).isTrue();
            assertThat(method.equals("post")
                            == call.path("parameters")
                                    .valueStream()
                                    .anyMatch(p -> p.get("name").asString().equals("Idempotency-Key")))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void itsExamplesFit() throws Exception {
        int count = 0;
        for (var schema : contract().document().get("components").get("schemas").properties()) {
            for (JsonNode example : schema.getValue().path("examples")) {
                contract().fits(schema.getKey(), example, "the example of " + schema.getKey());
                count++;
            }
        }
        assertThat(count).isGreaterThan(10);
    }
}
