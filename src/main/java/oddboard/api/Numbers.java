package oddboard.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Which numbers requests may hold, so that none is without a limit. */
public final class Numbers implements HandlerInterceptor {
    /** What a JSON number holds exactly in every language: 2 to the power of 53, less 1. */
    public static final long MAX = (1L << 53) - 1;

    /** @param code the problem that a number outside is */
    public record Range(long min, long max, String code) {
        private Range(long min, long max) {
            this(min, max, "PARAMETER_INVALID");
        }
    }

    private static final Range ANY = new Range(-MAX, MAX);
    private static final Range WHOLE = new Range(0, Integer.MAX_VALUE);
    /** By the names of parameters, which mean the same in all calls. */
    private static final Map<String, Range> PARAMETERS = Map.of(
            "labelSet",
            WHOLE,
            "block",
            WHOLE,
            "tail",
            WHOLE,
            "bins",
            new Range(2, 1000),
            "resamples",
            new Range(0, 2000));

    private static final Range POINTS = new Range(2, 100_000, "LIMIT_OUT_OF_RANGE");
    private static final Range ITEMS = new Range(1, Cursor.MAX, "LIMIT_OUT_OF_RANGE");

    /** Null for a parameter that is no number. */
    public static @Nullable Range of(MethodParameter parameter, String name) {
        var type = parameter.getParameterType();
        if (type != int.class && type != long.class && type != double.class && !Number.class.isAssignableFrom(type)) {
            return null;
        }
        var bounds = parameter.getParameterAnnotation(Bounds.class);
        if (bounds != null) {
            return new Range(bounds.min(), bounds.max(), name.equals("limit") ? ITEMS.code : ANY.code);
        }
        // A curve has a length unless one is requested, a page has not.
        return name.equals("limit") ? type == int.class ? POINTS : ITEMS : PARAMETERS.getOrDefault(name, ANY);
    }

    /** Of a field: without {@link Bounds} what its type and JSON can tell. */
    public static Range of(@Nullable Bounds bounds, Class<?> type) {
        boolean small = type == Integer.class || type == int.class;
        return bounds != null
                ? new Range(bounds.min(), bounds.max(), bounds.code())
                : new Range(small ? Integer.MIN_VALUE : -MAX, small ? Integer.MAX_VALUE : MAX, "FIELD_INVALID");
    }

    /** @throws InputException where the number lies outside */
    static void check(String name, double value, String text, Range range) {
        if (!(value >= range.min && value <= range.max)) {
            throw new InputException(
                    range.code,
                    "",
                    name,
                    "\"" + name + "\" must lie between " + range.min + " and " + range.max + ", not " + text + ".");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            for (var parameter : method.getMethodParameters()) {
                var name = parameter.hasParameterAnnotation(RequestParam.class)
                        ? parameter.getParameter().getName()
                        : "";
                var text = name.isEmpty() ? null : request.getParameter(name);
                var range = text == null ? null : of(parameter, name);
                if (text != null && range != null) {
                    check(name, text, range);
                }
            }
        }
        return true;
    }

    private static void check(String name, String text, Range range) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // The call's own refusal says what it takes.
            return;
        }
        check(name, value, text.strip(), range);
    }
}
