package oddboard.dataset.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import oddboard.dataset.DatasetQuery;
import oddboard.dataset.Favorites.Layout;
import oddboard.dataset.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * What the list of data sets shows, as its address says it.
 *
 * @param page from 1
 * @param layout null = as the viewer chose it last
 */
record DatasetsState(DatasetQuery query, int page, @Nullable Layout layout) {
    private static final int MAX_PAGE = 1_000_000;

    static DatasetsState of(QueryParameters query) {
        return new DatasetsState(
                new DatasetQuery(
                        value(query, "search"),
                        DatasetQuery.show(value(query, "show")),
                        value(query, "project").matches("[1-9][0-9]{0,17}")
                                ? new ProjectId(Long.parseLong(value(query, "project")))
                                : null,
                        DatasetQuery.sort(value(query, "sort"))),
                value(query, "page").matches("[1-9][0-9]{0,5}") ? Integer.parseInt(value(query, "page")) : 1,
                switch (value(query, "view")) {
                    case "list" -> Layout.LIST;
                    case "cards" -> Layout.CARDS;
                    default -> null;
                });
    }

    private static String value(QueryParameters query, String name) {
        return query.getSingleParameter(name).orElse("");
    }

    QueryParameters parameters() {
        Map<String, String> query = new LinkedHashMap<>();
        var project = this.query.project();
        put(query, "search", this.query.words());
        put(query, "show", DatasetQuery.word(this.query.show()));
        put(query, "project", project == null ? "" : project.toString());
        put(query, "sort", DatasetQuery.word(this.query.sort()));
        put(query, "view", layout == null ? "" : layout.name().toLowerCase(Locale.ROOT));
        put(query, "page", page == 1 ? "" : Integer.toString(page));
        return QueryParameters.simple(query);
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.put(name, value);
        }
    }

    /** Without a leading slash. */
    String address() {
        var text = parameters().getQueryString();
        return text.isEmpty() ? "." : "?" + text;
    }

    DatasetsState withWords(String words) {
        return first(new DatasetQuery(words, query.show(), query.project(), query.sort()));
    }

    DatasetsState withShow(DatasetQuery.Show show) {
        return first(new DatasetQuery(query.words(), show, query.project(), query.sort()));
    }

    DatasetsState withProject(@Nullable ProjectId project) {
        return first(new DatasetQuery(query.words(), query.show(), project, query.sort()));
    }

    DatasetsState withSort(DatasetQuery.Sort sort) {
        return first(new DatasetQuery(query.words(), query.show(), query.project(), sort));
    }

    private DatasetsState first(DatasetQuery other) {
        return new DatasetsState(other, 1, layout);
    }

    DatasetsState withLayout(Layout chosen) {
        return new DatasetsState(query, 1, chosen);
    }

    DatasetsState withPage(int number) {
        return new DatasetsState(query, Math.min(number, MAX_PAGE), layout);
    }

    /** Whether everything is asked for, so that an empty list means that there is nothing. */
    boolean isWhole() {
        return query.words().isBlank() && query.show() == DatasetQuery.Show.ALL && query.project() == null;
    }
}
