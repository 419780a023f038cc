package oddboard.health;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import oddboard.job.JobQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** What a web node reports to machines that watch it: on a port of its own, which this machine alone reaches by default. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Endpoints {
    private final ObjectProvider<PrometheusRegistry> registry;
    private final JdbcClient jdbc;
    private final JobQueue jobs;

    Endpoints(ObjectProvider<PrometheusRegistry> registry, JdbcClient jdbc, JobQueue jobs) {
        this.registry = registry;
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        registry.ifAvailable(r -> r.register(new PrometheusMetrics(jdbc, jobs, System::nanoTime)));
    }

    /** Whoever reaches that port may ask; were it the pages' own, these addresses would be as closed as all others. */
    @Bean
    @Order(0)
    SecurityFilterChain watchers(HttpSecurity http, Environment environment) throws Exception {
        return http.securityMatcher(request -> isPortOfItsOwn(request.getLocalPort(), environment))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .build();
    }

    private static boolean isPortOfItsOwn(int port, Environment environment) {
        String here = Integer.toString(port);
        return here.equals(environment.getProperty("local.management.port"))
                && !here.equals(environment.getProperty("local.server.port"));
    }
}
