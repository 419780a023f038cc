package oddboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Whoever is signed in, with what is theirs: account, theme, and the way out. */
class UserMenu extends Div {
    private final Map<ThemeChoice, MenuItem> themes = new EnumMap<>(ThemeChoice.class);

    UserMenu(String name, Runnable signOut) {
        addClassName("odd-user");
        var initial = new Span(name.substring(0, 1).toUpperCase(Locale.ROOT));
        initial.addClassName("odd-user__initial");
        initial.getElement().setAttribute("aria-hidden", "true");
        var face = new Div(initial, new Span(name));
        face.addClassName("odd-user__button");
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = bar.addItem(face);
        root.getElement().setAttribute("aria-label", name + ": account, theme, sign out");
        SubMenu menu = root.getSubMenu();
        menu.addItem("Account", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("account")));
        menu.addItem("API", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("api-docs")));
        SubMenu theme = menu.addItem("Theme").getSubMenu();
        for (ThemeChoice choice : ThemeChoice.values()) {
            MenuItem item = theme.addItem(choice.label, click -> choose(choice));
            item.setCheckable(true);
            themes.put(choice, item);
        }
        menu.addItem("Sign out", click -> signOut.run());
        add(bar);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        getElement()
                .executeJs("return localStorage.getItem('oddboard.theme') ?? 'system'")
                .then(
                        String.class,
                        key -> themes.forEach(
                                (choice, item) -> item.setChecked(choice.key().equals(key))));
    }

    private void choose(ThemeChoice choice) {
        themes.forEach((other, item) -> item.setChecked(other == choice));
        getUI().ifPresent(choice::remember);
    }
}
