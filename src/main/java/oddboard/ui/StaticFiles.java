package oddboard.ui;

import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How long browsers keep files: those with a version in their address for ever, ours until they have changed. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class StaticFiles implements WebMvcConfigurer {
    private static final String RESOURCES = "classpath:/META-INF/resources/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations(RESOURCES + "webjars/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable());
        registry.addResourceHandler("/*.css", "/odd-*.js")
                .addResourceLocations(RESOURCES)
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/styles/**")
                .addResourceLocations(RESOURCES + "styles/")
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/icons/**")
                .addResourceLocations(RESOURCES + "icons/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)));
    }
}
