package oddboard.account.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * What a page may load and run: only what comes from here, and of inline scripts only those that carry the number drawn
 * for this one answer, so that a script that somebody smuggles into a page does not run. Nobody frames a page.
 */
@Component
class PagePolicy implements VaadinServiceInitListener {
    /** Of everything else that pages' addresses answer: no inline script at all. */
    static final String STRICT = policy("'self'");

    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent start) {
        boolean production = start.getSource().getDeploymentConfiguration().isProductionMode();
        start.addIndexHtmlRequestListener(production ? PagePolicy::mark : PagePolicy::loosen);
    }

    private static void mark(IndexHtmlResponse page) {
        byte[] drawn = new byte[NONCE_BYTES];
        RANDOM.nextBytes(drawn);
        String nonce = Base64.getEncoder().encodeToString(drawn);
        page.getDocument().getElementsByTag("script").attr("nonce", nonce);
        page.getVaadinResponse()
                .setHeader(
                        "Content-Security-Policy",
                        // Flow makes functions of the expressions that the server sends, which browsers call eval.
                        policy("'self' 'nonce-" + nonce + "' 'unsafe-eval'"));
    }

    /** Flow's tools for developers bring inline scripts without a number. */
    private static void loosen(IndexHtmlResponse page) {
        page.getVaadinResponse().setHeader("Content-Security-Policy", policy("'self' 'unsafe-inline' 'unsafe-eval'"));
    }

    /** Components write styles of their own at run time, with a font in one of them. */
    private static String policy(String scripts) {
        return "default-src 'self'; script-src " + scripts + "; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; frame-src 'none'; "
                + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }
}
