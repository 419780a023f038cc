package oddboard.health;

import java.util.List;
import java.util.stream.Collectors;
import oddboard.health.Finding.Level;
import oddboard.health.Finding.Topic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The findings as the health endpoint has them; {@code WARN} counts as up for those who restart what is down. */
@Configuration(proxyBeanMethods = false)
class Indicators {
    @Bean
    HealthIndicator workersHealthIndicator(Findings findings) {
        return () -> health(findings.of(Topic.WORKERS));
    }

    @Bean
    HealthIndicator queueHealthIndicator(Findings findings) {
        return () -> health(findings.of(Topic.QUEUE));
    }

    @Bean
    HealthIndicator clocksHealthIndicator(Findings findings) {
        return () -> health(findings.of(Topic.CLOCKS));
    }

    @Bean
    HealthIndicator diskHealthIndicator(Findings findings) {
        return () -> health(findings.of(Topic.DISK));
    }

    static Health health(List<Finding> found) {
        Level worst = Findings.worst(found);
        Health.Builder health = switch (worst) {
            case GOOD -> Health.up();
            case WARN -> new Health.Builder().status("WARN");
            case BAD -> Health.down();
        };
        return health.withDetail(
                        "found",
                        found.stream()
                                .filter(f -> f.level() == worst)
                                .map(Finding::sentence)
                                .collect(Collectors.joining(" ")))
                .build();
    }
}
