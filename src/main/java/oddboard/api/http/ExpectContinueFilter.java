package oddboard.api.http;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whoever sends {@code Expect: 100-continue}, as curl does with a large file, hears of a refusal before the first byte of
 * the file, and not by a connection that breaks.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ExpectContinueFilter {
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> continueWhenRead() {
        return server ->
                server.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }
}
