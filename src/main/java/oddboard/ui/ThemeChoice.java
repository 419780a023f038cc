package oddboard.ui;

import com.vaadin.flow.component.UI;
import java.util.Locale;

/** Dark or light, as the system says or as this browser was set. */
enum ThemeChoice {
    SYSTEM("System", "light dark"),
    LIGHT("Light", "light"),
    DARK("Dark", "dark");

    static final String BEFORE_FIRST_PAINT = """
            (() => {
              let choice = null;
              try { choice = localStorage.getItem('oddboard.theme'); } catch { /* storage may be forbidden */ }
              const scheme = { light: 'light', dark: 'dark' }[choice] ?? 'light dark';
              document.documentElement.style.colorScheme = scheme;
            })();
            """;

    final String label;
    private final String scheme;

    ThemeChoice(String label, String scheme) {
        this.label = label;
        this.scheme = scheme;
    }

    void remember(UI ui) {
        ui.getPage().executeJs("""
                document.documentElement.style.colorScheme = $0;
                try { localStorage.setItem('oddboard.theme', $1); } catch { /* lasts until the page is left */ }
                """, scheme, key());
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
