package oddboard.api.openapi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import oddboard.api.Bounds;
import oddboard.api.Limit;
import oddboard.api.Numbers;
import oddboard.api.Problem;
import oddboard.api.Required;
import org.jspecify.annotations.Nullable;

/** Tells of every record which fields are always there and which may be null, and what they mean. */
@SuppressWarnings({"rawtypes", "unchecked"}) // swagger's own types are raw
final class SchemaDocument {
    private static final String REF = "#/components/schemas/";
    private final SchemaNames names;
    private final ApiMessages words = ApiMessages.read();

    SchemaDocument(SchemaNames names) {
        this.names = names;
    }

    void complete(OpenAPI api) {
        names.check();
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> sent = sent(api, schemas);
        schemas.forEach((name, schema) -> {
            Class<?> type = names.known().get(name);
            if (schema.getProperties() != null) {
                fields(type).forEach((field, component) -> complete(schema, field, component, sent.contains(name)));
                describe(name, schema);
            }
            if (sent.contains(name) && type != null && type.isRecord()) {
                schema.setAdditionalProperties(false);
            }
        });
        schemas.put("Problem", Problem.schema());
        Examples.add(api);
        api.setPaths(sorted(api));
        api.getComponents().setSchemas(new TreeMap<>(schemas));
    }

    private static Paths sorted(OpenAPI api) {
        var paths = new Paths();
        new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
        return paths;
    }

    private void complete(Schema schema, String field, RecordComponent component, boolean sent) {
        Schema property = (Schema) schema.getProperties().get(field);
        if (property == null) {
            return;
        }
        if (sent) {
            limit(property, component.getAnnotation(Limit.class));
            bound(property, component.getAnnotation(Bounds.class), component.getType());
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(Required.class)) {
            schema.getProperties().put(field, orNull(property));
        } else if (!sent) {
            // A value of Java's own kinds, or one that is never null.
            property.setNullable(null);
        }
        boolean always = !sent || component.isAnnotationPresent(Required.class);
        if (always && (schema.getRequired() == null || !schema.getRequired().contains(field))) {
            schema.addRequiredItem(field);
        }
    }

    /** As {@code BodyLimits} checks them. */
    private static void limit(Schema property, @Nullable Limit limit) {
        int entries = limit == null ? Limit.ENTRIES : limit.value();
        if (property.getItems() != null) {
            property.setMaxItems(entries);
            limit(property.getItems(), null);
        } else if (property.getAdditionalProperties() instanceof Schema value) {
            property.setMaxProperties(entries);
            limit(value, null);
        } else if (property.getTypes() != null && property.getTypes().contains("string")) {
            property.setMaxLength(limit == null ? Limit.TEXT : limit.value());
        }
    }

    /** As {@code BodyLimits} checks them. */
    private static void bound(Schema property, @Nullable Bounds bounds, Class<?> type) {
        if (property.getItems() != null) {
            bound(property.getItems(), null, Long.class);
        } else if (property.getAdditionalProperties() instanceof Schema value) {
            bound(value, null, Number.class);
        } else if (property.getTypes() != null
                && (property.getTypes().contains("integer")
                        || property.getTypes().contains("number"))) {
            Numbers.Range range = Numbers.of(bounds, type);
            property.setMinimum(BigDecimal.valueOf(range.min()));
            property.setMaximum(BigDecimal.valueOf(range.max()));
        }
    }

    private static Schema orNull(Schema property) {
        if (property.get$ref() == null
                && property.getEnum() == null
                && property.getAnyOf() == null
                && property.getOneOf() == null
                && property.getTypes() != null) {
            property.addType("null");
            return property;
        }
        if (property.get$ref() == null && property.getTypes() == null && property.getOneOf() == null) {
            return property;
        }
        Schema none = new JsonSchema();
        none.addType("null");
        return new JsonSchema().anyOf(new ArrayList<>(List.of(property, none)));
    }

    private void describe(String owner, Schema schema) {
        Map<String, Schema> described = new LinkedHashMap<>();
        ((Map<String, Schema>) schema.getProperties()).forEach((field, property) -> {
            words.of(owner, field).ifPresent(property::setDescription);
            described.put(field, property);
        });
        schema.setProperties(described);
    }

    /** By JSON name; those of unwrapped records among them. */
    private static Map<String, RecordComponent> fields(@Nullable Class<?> type) {
        Map<String, RecordComponent> fields = new LinkedHashMap<>();
        if (type == null || !type.isRecord()) {
            return fields;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields.putAll(fields(component.getType()));
            } else if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                fields.put(name == null ? component.getName() : name.value(), component);
            }
        }
        return fields;
    }

    /** Schemas of what is sent, and of all its parts. */
    private static Set<String> sent(OpenAPI api, Map<String, Schema> schemas) {
        Set<String> sent = new HashSet<>();
        api.getPaths()
                .values()
                .forEach(path -> path.readOperations().stream()
                        .map(Operation::getRequestBody)
                        .filter(body -> body != null && body.getContent() != null)
                        .forEach(body -> body.getContent().values().stream()
                                .map(MediaType::getSchema)
                                .filter(schema -> schema != null)
                                .forEach(schema -> {
                                    if (schema.getAdditionalProperties() instanceof Schema) {
                                        limit(schema, null);
                                        bound(schema, null, Number.class);
                                    }
                                    gather(schema, schemas, sent);
                                })));
        return sent;
    }

    private static void gather(@Nullable Schema schema, Map<String, Schema> schemas, Set<String> sent) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(REF.length());
            if (sent.add(name)) {
                gather(schemas.get(name), schemas, sent);
            }
        }
        gather(schema.getItems(), schemas, sent);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> gather((Schema) property, schemas, sent));
        }
    }
}
