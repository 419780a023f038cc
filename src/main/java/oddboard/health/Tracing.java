package oddboard.health;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Of all that Spring observes, traces have the requests of people and programs; jobs add their own. */
@Configuration(proxyBeanMethods = false)
@Conditional(Tracing.On.class)
class Tracing {
    /** What watches the program, and the files of the front end. */
    private static final List<String> LEFT_OUT = List.of("/actuator", "/VAADIN/", "/webjars/");

    static final class On implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return TracingSwitch.isOn(context.getEnvironment());
        }
    }

    /** Without the path as it came, in which there may be the secret of a link. */
    @Bean
    DefaultServerRequestObservationConvention requestsByTheirPattern() {
        return new DefaultServerRequestObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
                return KeyValues.empty();
            }
        };
    }

    /** For everything else; it has a context all the same, for which the handler of the metrics asks. */
    @Bean
    @Order(MicrometerTracingAutoConfiguration.DEFAULT_TRACING_OBSERVATION_HANDLER_ORDER)
    DefaultTracingObservationHandler noOtherSpans(Tracer tracer) {
        return new DefaultTracingObservationHandler(tracer) {
            @Override
            public void onStart(Observation.Context context) {
                getTracingContext(context);
            }

            @Override
            public void onStop(Observation.Context context) {}

            @Override
            public void onError(Observation.Context context) {}

            @Override
            public void onEvent(Observation.Event event, Observation.Context context) {}

            @Override
            public void onScopeOpened(Observation.Context context) {}

            @Override
            public void onScopeClosed(Observation.Context context) {}
        };
    }

    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> requestSpans(
            Tracer tracer, Propagator propagator) {
        return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator) {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ServerRequestObservationContext request
                        && request.getCarrier() instanceof HttpServletRequest http
                        && LEFT_OUT.stream().noneMatch(http.getRequestURI()::startsWith);
            }
        };
    }
}
