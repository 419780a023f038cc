package oddboard.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.common.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.databind.JsonNode;

/**
 * Holds every body of JSON to its fields' limits before anything is done with it: lengths by {@link Limit}, numbers by {@link Bounds}, no entry that is
 * null, and no text with characters that can't be seen ({@link PlainText}).
 */
@RestControllerAdvice(basePackageClasses = BodyLimits.class)
public class BodyLimits extends RequestBodyAdviceAdapter {
    private record Bound(int max, String code) {}

    private static final Bound DEFAULT = new Bound(-1, "FIELD_INVALID");

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getParameterType() != String.class;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType) {
        check("", body, DEFAULT);
        return body;
    }

    private static void check(String field, @Nullable Object value, Bound bound) {
        switch (value) {
            case null -> {}
            case String text -> text(field, text, bound);
            case Collection<?> list -> {
                entries(field, list.size(), bound);
                for (Object entry : list) {
                    if (entry == null) {
                        throw refused("FIELD_INVALID", field, "The list \"" + field + "\" has an entry that is null.");
                    }
                    check(field, entry, DEFAULT);
                }
            }
            case Map<?, ?> values -> {
                entries(field, values.size(), bound);
                values.forEach((key, one) -> {
                    text(field, String.valueOf(key), DEFAULT);
                    check(String.valueOf(key), one, DEFAULT);
                });
            }
            case JsonNode node -> node(field, node);
            case Record fields -> record(fields);
            case Number number ->
                Numbers.check(field, number.doubleValue(), number.toString(), Numbers.of(null, number.getClass()));
            default -> {}
        }
    }

    private static void record(Record fields) {
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            Limit limit = component.getAnnotation(Limit.class);
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(fields);
                if (value instanceof Number number) {
                    Numbers.Range range = Numbers.of(component.getAnnotation(Bounds.class), component.getType());
                    Numbers.check(component.getName(), number.doubleValue(), number.toString(), range);
                }
                check(component.getName(), value, limit == null ? DEFAULT : new Bound(limit.value(), limit.code()));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void node(String field, JsonNode node) {
        if (node.isString()) {
            text(field, node.stringValue(), DEFAULT);
        }
        entries(field, node.size(), DEFAULT);
        node.properties().forEach(entry -> {
            text(field, entry.getKey(), DEFAULT);
            node(entry.getKey(), entry.getValue());
        });
        if (node.isArray()) {
            node.forEach(entry -> node(field, entry));
        }
    }

    private static void entries(String field, int size, Bound bound) {
        int max = bound.max < 0 ? Limit.ENTRIES : bound.max;
        if (size > max) {
            throw refused(
                    bound.code, field, "\"" + field + "\" has " + size + " entries; it may have at most " + max + ".");
        }
    }

    private static void text(String field, String text, Bound bound) {
        int max = bound.max < 0 ? Limit.TEXT : bound.max;
        if (text.length() > max) {
            throw refused(
                    bound.code,
                    field,
                    "\"" + field + "\" has " + text.length() + " characters; it may have at most " + max + ".");
        }
        if (!PlainText.isText(text)) {
            throw PlainText.refusal(field);
        }
    }

    private static InputException refused(String code, String field, String sentence) {
        return new InputException(code, "", field, sentence);
    }
}
