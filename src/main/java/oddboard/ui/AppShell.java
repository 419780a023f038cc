package oddboard.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/** The page around all pages: styles, title, icon and server push. */
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://oddboard.css")
@StyleSheet("context://oddboard-shell.css")
@StyleSheet("context://oddboard-parts.css")
@StyleSheet("context://oddboard-table.css")
public class AppShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Oddboard");
        settings.addLink("icon", "icons/mark.svg");
        settings.addMetaTag("description", "Image anomaly detection for teams");
        // Inline, because the first painted frame must already be dark or light.
        settings.addInlineWithContents(ThemeChoice.BEFORE_FIRST_PAINT, Inline.Wrapping.JAVASCRIPT);
    }
}
