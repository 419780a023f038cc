package oddboard.account.ui;

import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import oddboard.account.AccessTokens;
import oddboard.account.LoginThrottle;
import oddboard.account.Sessions;
import oddboard.account.Users;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginEmbedderPolicyHeaderWriter.CrossOriginEmbedderPolicy;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Who may ask for what: everything is closed but for the few addresses that are named here. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSecurity
class WebSecurity {
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
    private static final String NO_DEVICES =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()";

    /** What the sign-in page itself needs. */
    private static final String[] PUBLIC_FILES = {
        "/oddboard.css", "/styles/*.css", "/icons/**", "/" + SessionPage.SCRIPT
    };

    /** One report, by a link that its maker sent to somebody; see {@code report.GuestLinks}. */
    private static final String GUESTS = "/guest/*";

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, AccessTokens tokens, Users users, Sessions sessions) throws Exception {
        return http.securityMatcher("/api/**", "/v2", "/v2/**")
                .authorizeHttpRequests(requests -> requests
                        // Continued and error dispatches belong to a request that has passed already.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/v1/health", "/v2/health/live", "/v2/health/ready")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new TokenFilter(tokens), CsrfFilter.class)
                .addFilterBefore(
                        new SessionGuard(users, sessions, SessionGuard.Answer.PROBLEM), AuthorizationFilter.class)
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(TokenFilter::needsCsrfToken))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .exceptionHandling(failed -> failed.authenticationEntryPoint(ProblemMessage::unauthorized)
                        .accessDeniedHandler(ProblemMessage::forbidden))
                .headers(headers -> harden(headers, API_POLICY))
                .build();
    }

    /** Adds nothing of its own to the address of the page that was asked for. */
    @SuppressWarnings("NullAway") // Spring documents null, but does not annotate it.
    private static HttpSessionRequestCache withoutParameter() {
        var memory = new HttpSessionRequestCache();
        memory.setMatchingRequestParameterName(null);
        return memory;
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http,
            Users users,
            Sessions sessions,
            LoginThrottle throttle,
            VaadinDefaultRequestCache wanted,
            RequestUtil flow,
            ObjectProvider<OidcLogin> provider)
            throws Exception {
        wanted.setDelegateRequestCache(withoutParameter());
        // A page that was asked for comes after the sign-in; a picture or a script does not.
        wanted.ignoreRequests(request -> {
            String accept = request.getHeader("Accept");
            return accept == null || !accept.contains("text/html");
        });
        provider.ifAvailable(door -> door.open(http));
        return http
                // Locked is said to the owner alone: it is looked at after the password was right.
                .formLogin(form -> form.loginPage("/" + LoginView.PATH).failureHandler(SignInFailure::answer))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, PUBLIC_FILES)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, GUESTS)
                                .permitAll())
                .addFilterBefore(new LoginThrottleFilter(throttle), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(
                        new SessionGuard(users, sessions, SessionGuard.Answer.SIGN_IN), AuthorizationFilter.class)
                // Flow's messages carry Flow's token; the sign-in carries Spring's, for which Flow would not ask.
                .csrf(csrf -> csrf.ignoringRequestMatchers(flow::isFrameworkInternalRequest)
                        // Changes nothing but the time of day that it was called at.
                        .ignoringRequestMatchers(ActivityApi.PATH))
                .exceptionHandling(failed -> failed.defaultAccessDeniedHandlerFor(
                        WebSecurity::staleForm,
                        PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/" + LoginView.PATH)))
                .headers(headers -> harden(headers, PagePolicy.STRICT))
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> {
                    vaadin.loginView(LoginView.class)
                            .enableCsrfConfiguration(false)
                            // Whoever is signed in gets a page that says what is missing.
                            .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated);
                    provider.ifAvailable(door -> vaadin.logoutSuccessHandler(door.signOut()));
                })
                .build();
    }

    /** A sign-in page that was open for longer than its session lived is shown again, with its reason. */
    private static void staleForm(HttpServletRequest request, HttpServletResponse response, Exception cause)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/" + LoginView.PATH + "?" + LoginView.STALE);
    }

    private static void harden(HeadersConfigurer<HttpSecurity> headers, String policy) {
        // At once: a page is forwarded to Flow's servlet, after which it is too late to add any.
        headers.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
            @Override
            public <F extends HeaderWriterFilter> F postProcess(F filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        });
        // Without Spring's Pragma and Expires: a browser that sees them asks again for each file that says how long it
        // may be kept.
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(
                        new StaticHeadersWriter("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"));
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NO_DEVICES))
                // Together they give pages a process of their own in the browser.
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .crossOriginEmbedderPolicy(embedder -> embedder.policy(CrossOriginEmbedderPolicy.REQUIRE_CORP))
                .contentTypeOptions(Customizer.withDefaults());
    }
}
