package oddboard.job;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The place in a trace at which another process continues it, as W3C's header {@code traceparent} writes it. */
public final class TraceParent {
    private static final String HEADER = "traceparent";
    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    };

    private TraceParent() {}

    /** Of this thread; null where nothing is traced. */
    static @Nullable String current() {
        AtomicReference<@Nullable String> value = new AtomicReference<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), value, (carrier, name, text) -> {
            if (carrier != null && name.equals(HEADER)) {
                carrier.set(text);
            }
        });
        return value.get();
    }

    /** In which a span continues the trace; without a readable one it begins a trace of its own. */
    public static Context context(@Nullable String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, GETTER);
    }
}
