package oddboard.maintenance.ui;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Bookmarks of the page from when it was called "Upkeep" still lead to it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OldAddresses implements WebMvcConfigurer {
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/upkeep", "/maintenance")
                .setStatusCode(HttpStatus.PERMANENT_REDIRECT)
                .setKeepQueryParams(true);
    }
}
