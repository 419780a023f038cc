package oddboard.ui;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** The frame of every page for those who are signed in; pages enter its navigation by {@code @Menu}. */
@Layout
@AnonymousAllowed
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {
    private static final String MAIN = "main";

    private final Main main = new Main();
    private final Map<Anchor, String> links = new LinkedHashMap<>();

    MainLayout(AuthenticationContext signedIn, ObjectProvider<ShellPart> parts) {
        addClassName("odd-app");
        main.setId(MAIN);
        main.addClassName("odd-main");
        main.getElement().setAttribute("tabindex", "-1");
        var brand = new Anchor("", new Image("icons/mark.svg", ""), new Span("Oddboard"));
        brand.addClassName("odd-brand");
        var top = new Div(brand);
        top.addClassName("odd-top");
        if (signedIn.isAuthenticated()) {
            parts.orderedStream().forEach(part -> top.add(part.create()));
        }
        var side = new Aside(top, navigation());
        side.addClassName("odd-side");
        signedIn.getPrincipalName().ifPresent(name -> side.add(new UserMenu(name, signedIn::logout)));
        add(skipLink(), side, main);
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        main.getElement().removeAllChildren();
        main.getElement().appendChild(content.getElement());
    }

    @Override
    public void removeRouterLayoutContent(HasElement oldContent) {
        main.getElement().removeAllChildren();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String section = MenuSection.of(event.getLocation().getFirstSegment());
        links.forEach((link, own) -> {
            if (own.equals(section)) {
                showAsCurrent(link);
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        });
    }

    /** Marks the link of where one is; on a phone, where a row of links is wider than the page, the row moves to it. */
    static void showAsCurrent(Anchor link) {
        link.getElement().setAttribute("aria-current", "page");
        link.getElement().executeJs("""
                const row = this.parentElement;
                row.oddCurrent?.disconnect();
                // Styles and fonts may come later than the links.
                row.oddCurrent = new ResizeObserver(() => {
                  const place = this.getBoundingClientRect(), all = row.getBoundingClientRect();
                  row.scrollLeft += place.left - all.left - (all.width - place.width) / 2;
                });
                row.oddCurrent.observe(this);""");
    }

    private Nav navigation() {
        var nav = new Nav();
        nav.addClassName("odd-nav");
        nav.setAriaLabel("Main");
        boolean forAll = true;
        for (MenuEntry entry : MenuConfiguration.getMenuEntries()) {
            if (forAll && MenuSection.isAdministration(entry)) {
                forAll = false;
                var heading = new Span("Administration");
                heading.addClassName("odd-nav-heading");
                nav.add(heading);
            }
            String section = MenuSection.of(entry);
            var icon = new Span();
            icon.addClassName("odd-icon");
            icon.getElement().setAttribute("aria-hidden", "true");
            icon.getStyle().set("mask-image", "url(\"" + MenuSection.icon(entry) + "\")");
            var link = new Anchor(entry.path().replaceFirst("^/", ""), icon, new Span(entry.title()));
            links.put(link, section);
            nav.add(link);
        }
        return nav;
    }

    private static Anchor skipLink() {
        var skip = new Anchor("#" + MAIN, "Skip to the page");
        skip.addClassName("odd-skip");
        skip.setRouterIgnore(true);
        // A plain jump would leave the page's own address, because addresses here are relative to the root.
        skip.getElement()
                .executeJs("this.onclick = e => { e.preventDefault(); document.getElementById($0).focus(); }", MAIN);
        return skip;
    }
}
