package oddboard.ui;

import com.vaadin.flow.server.menu.MenuEntry;
import java.util.Locale;

/** Which entry of the navigation a page belongs to: the first part of its address, as in {@code datasets/3}. */
final class MenuSection {
    private MenuSection() {}

    static String of(String firstSegment) {
        return firstSegment.isEmpty() ? "datasets" : firstSegment;
    }

    static String of(MenuEntry entry) {
        return of(entry.path().replaceFirst("^/", "").split("/")[0]);
    }

    /** Orders of 80 and more are pages of administrators; they stand under a heading of their own. */
    static boolean isAdministration(MenuEntry entry) {
        return entry.order() != null && entry.order() >= 80;
    }

    /** The entry's own file, or the one in {@code icons/} that is named as its section. */
    static String icon(MenuEntry entry) {
        String own = entry.icon();
        return own != null && own.endsWith(".svg") ? own : "icons/" + of(entry).toLowerCase(Locale.ROOT) + ".svg";
    }
}
