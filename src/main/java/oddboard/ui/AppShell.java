package oddboard.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Inline.Position;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.util.Map;

/** The page around all pages: styles, title, icon and server push. */
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
@StyleSheet("oddboard.css")
public class AppShell implements AppShellConfigurator {
    /** Vaadin's own layer comes last if it is not named before its scripts run, and would then win over all of ours. */
    private static final String LAYERS = "@layer vaadin, theme, base, component, page;";

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Oddboard");
        settings.addLink("icon", "icons/mark.svg");
        settings.addMetaTag("description", "Image anomaly detection for teams");
        settings.addInlineWithContents(Position.PREPEND, LAYERS, Inline.Wrapping.STYLESHEET);
        // Our own imports it; requested at once, it comes with that one. After the base address, to which it is
        // relative.
        settings.addLink(Aura.STYLESHEET, Map.of("rel", "preload", "as", "style"));
        // Inline, because the first painted frame must already be dark or light.
        settings.addInlineWithContents(ThemeChoice.BEFORE_FIRST_PAINT, Inline.Wrapping.JAVASCRIPT);
    }
}
