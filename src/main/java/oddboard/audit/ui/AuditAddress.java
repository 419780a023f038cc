package oddboard.audit.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.audit.AuditFilter;

/** What the page's address says, as typed; {@code before} is the place from which the page continues. */
record AuditAddress(String who, String action, String object, String words, String from, String to, String before) {
    static final String PATH = "audit";
    static final AuditAddress START = new AuditAddress("", "", "", "", "", "", "");

    static AuditAddress of(QueryParameters query) {
        return new AuditAddress(
                one(query, "who"),
                one(query, "action"),
                one(query, "object"),
                one(query, "q"),
                one(query, "from"),
                one(query, "to"),
                one(query, "before"));
    }

    private static String one(QueryParameters query, String name) {
        return query.getSingleParameter(name).orElse("");
    }

    /** @throws IllegalArgumentException with a sentence where a time is none */
    AuditFilter filter() {
        return AuditFilter.of(who, action, object, words, from, to);
    }

    AuditAddress goingOn(String before) {
        return new AuditAddress(who, action, object, words, from, to, before);
    }

    QueryParameters query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        put(query, "who", who);
        put(query, "action", action);
        put(query, "object", object);
        put(query, "q", words);
        put(query, "from", from);
        put(query, "to", to);
        put(query, "before", before);
        return new QueryParameters(query);
    }

    String href() {
        String query = query().getQueryString();
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    private static void put(Map<String, List<String>> query, String name, String value) {
        if (!value.isBlank()) {
            query.put(name, List.of(value.strip()));
        }
    }
}
