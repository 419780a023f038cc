package oddboard.worker;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import oddboard.job.TraceParent;
import org.jspecify.annotations.Nullable;

/** What a trace shows of a job: a span for each attempt, and within it one for each part that its handler names. */
final class JobSpans {
    private final Tracer tracer;

    JobSpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("oddboard");
    }

    /** Continues the trace of the request that queued the job. */
    Span start(Attempt attempt, @Nullable String traceParent) {
        return tracer.spanBuilder("job " + attempt.kind())
                .setParent(TraceParent.context(traceParent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("oddboard.job", attempt.job().value())
                .setAttribute("oddboard.attempt", attempt.attempt())
                .setAttribute("oddboard.worker", attempt.worker())
                .setAttribute("oddboard.device", attempt.device())
                .startSpan();
    }

    /** The code alone: sentences name files and images. */
    static void ended(Span span, AttemptOutcome outcome) {
        switch (outcome) {
            case AttemptOutcome.Nothing() -> {}
            case AttemptOutcome.Left() -> span.addEvent("left");
            case AttemptOutcome.Cancelled() -> span.addEvent("canceled");
            case AttemptOutcome.EngineBroken() -> span.setStatus(StatusCode.ERROR, "ENGINE");
            case AttemptOutcome.NoRoom() -> span.setStatus(StatusCode.ERROR, "NO_DISK_SPACE");
            case AttemptOutcome.Retry(String code, String detail) -> span.setStatus(StatusCode.ERROR, code);
            case AttemptOutcome.Failed(String code, String detail) -> span.setStatus(StatusCode.ERROR, code);
        }
    }

    <T> T part(String name, Callable<T> work) throws Exception {
        Span span = tracer.spanBuilder(name).startSpan();
        try (Scope in = span.makeCurrent()) {
            return work.call();
        } catch (Throwable thrown) {
            span.setStatus(StatusCode.ERROR, thrown.getClass().getSimpleName());
            throw thrown;
        } finally {
            span.end();
        }
    }
}
