package oddboard.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * What a browser shows before the page's scripts have run: the frame of the pages for those who are signed in. The
 * scripts that the first one imports are requested at once, not after it was read.
 */
@Component
class FirstFrame implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1;
    private static final String WEBAPP = "META-INF/VAADIN/webapp/";
    private static final String BUILD = "VAADIN/build/";
    private static final Pattern IMPORTS = Pattern.compile("__vite__mapDeps=[^\\[]*\\[([^\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\"\\./([\\w-]+\\.js)\"");

    /** Requested when a page is: a worker, which has no pages, has none. */
    private final transient ObjectProvider<AuthenticationContext> signedIn;

    FirstFrame(ObjectProvider<AuthenticationContext> signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public void serviceInit(ServiceInitEvent start) {
        if (!start.getSource().getDeploymentConfiguration().isProductionMode()) {
            return;
        }
        List<String> imports = imports();
        start.addIndexHtmlRequestListener(page -> {
            Element head = page.getDocument().head();
            imports.forEach(name ->
                    head.appendElement("link").attr("rel", "modulepreload").attr("href", BUILD + name));
            if (signedIn.getObject().isAuthenticated()) {
                page.getDocument().body().prependChild(frame());
            }
        });
        start.getSource()
                .addUIInitListener(
                        event -> event.getUI().getPage().executeJs("document.querySelector('.odd-first')?.remove()"));
    }

    private static Element frame() {
        var frame = new Element("div").addClass("odd-first").attr("aria-hidden", "true");
        var brand = frame.appendElement("div")
                .addClass("odd-side")
                .appendElement("div")
                .addClass("odd-top")
                .appendElement("div")
                .addClass("odd-brand");
        brand.appendElement("img").attr("src", "icons/mark.svg").attr("alt", "");
        brand.appendElement("span").text("Oddboard");
        return frame;
    }

    /** What the page's script imports, by the list that the bundler writes at its start. */
    private static List<String> imports() {
        try {
            var page = new ClassPathResource(WEBAPP + "index.html");
            if (!page.exists()) {
                return List.of();
            }
            String source = Jsoup.parse(page.getContentAsString(StandardCharsets.UTF_8))
                    .select("script[type=module]")
                    .attr("src")
                    .replaceFirst("^\\./", "");
            String script = new ClassPathResource(WEBAPP + source).getContentAsString(StandardCharsets.UTF_8);
            return IMPORTS.matcher(script)
                    .results()
                    .limit(1)
                    .flatMap(list -> NAME.matcher(list.group(1)).results())
                    .map(name -> name.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
