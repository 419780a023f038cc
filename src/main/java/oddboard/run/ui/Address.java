package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.QueryParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The address bar as a page's state: whatever a page shows can be sent to a colleague. */
public final class Address {
    private Address() {}

    /** A path with its query; entries without a value are left out. */
    public static String of(String path, Map<String, String> query) {
        String text = query.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + text;
    }

    /** Writes the state into the address bar, without a new page and without an entry in the history. */
    public static void replace(Component page, String path, Map<String, String> query) {
        page.getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, of(path, query)));
    }

    /** The id in a path; empty where it is no number. */
    public static OptionalLong id(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** A parameter's value, or "". */
    public static String value(QueryParameters query, String name) {
        return query.getSingleParameter(name).orElse("");
    }
}
