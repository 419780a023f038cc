package oddboard.maintenance;

import java.nio.file.Path;
import javax.sql.DataSource;
import oddboard.storage.BlobStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The module's parts where pages are served; only a web process runs retention by itself. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(RetentionSettings.class)
class MaintenanceConfiguration {
    @Bean
    Retention retention(
            JdbcClient jdbc, TransactionOperations transaction, BlobStore blobs, RetentionSettings settings) {
        return new Retention(jdbc, transaction, blobs::delete, RetentionRules.of(settings));
    }

    @Bean
    @ConditionalOnProperty(name = "oddboard.role", havingValue = "web", matchIfMissing = true)
    RetentionTick retentionTick(Retention retention, DataSource database, JdbcClient jdbc, RetentionSettings settings) {
        return new RetentionTick(retention, database, jdbc, settings);
    }

    @Bean
    Doctor doctor(
            DataSource database, Environment settings, @Value("${oddboard.home:${user.home}/.oddboard}") Path home) {
        return new Doctor(database, home, settings);
    }
}
