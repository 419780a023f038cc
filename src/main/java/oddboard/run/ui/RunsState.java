package oddboard.run.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import oddboard.dataset.DatasetId;
import oddboard.run.RunQuery;
import oddboard.run.RunQuery.Sort;
import org.jspecify.annotations.Nullable;

/** What a list of runs shows, as its address says it. */
record RunsState(RunsFilter filter, String words, String tag, String person, Sort sort, boolean turned) {
    static RunsState of(QueryParameters query) {
        String sort = Address.value(query, "sort");
        return new RunsState(
                RunsFilter.byWord(Address.value(query, "state")),
                Address.value(query, "search"),
                Address.value(query, "tag"),
                Address.value(query, "by"),
                sort(sort.replaceFirst("^-", "")),
                sort.startsWith("-"));
    }

    private static Sort sort(String word) {
        for (Sort sort : Sort.values()) {
            if (sort.name().equalsIgnoreCase(word)) {
                return sort;
            }
        }
        return Sort.NEWEST;
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("state", filter.word());
        query.put("search", words);
        query.put("tag", tag);
        query.put("by", person);
        query.put("sort", sort == Sort.NEWEST && !turned ? "" : word(sort, turned));
        return query;
    }

    private static String word(Sort sort, boolean turned) {
        return (turned ? "-" : "") + sort.name().toLowerCase(Locale.ROOT);
    }

    RunQuery of(@Nullable DatasetId dataset) {
        return new RunQuery(dataset, words, tag, person, filter.states(), sort, turned);
    }

    RunsState withFilter(RunsFilter chosen) {
        return new RunsState(chosen, words, tag, person, sort, turned);
    }

    RunsState withWords(String typed) {
        return new RunsState(filter, typed, tag, person, sort, turned);
    }

    /** The same tag once more takes the filter away. */
    RunsState toggling(String chosen) {
        return new RunsState(filter, words, chosen.equals(tag) ? "" : chosen, person, sort, turned);
    }

    RunsState withPerson(String chosen) {
        return new RunsState(filter, words, tag, chosen, sort, turned);
    }

    RunsState sorted(String word) {
        return new RunsState(filter, words, tag, person, sort(word.replaceFirst("^-", "")), word.startsWith("-"));
    }

    /** As {@code aria-sort} has it; "" where it is not the order. */
    String direction(Sort column) {
        boolean rises = (column == Sort.NEWEST) == turned;
        return column != sort ? "" : rises ? "ascending" : "descending";
    }

    /** What a click on the column's title asks for. */
    String next(Sort column) {
        return word(column, column == sort && !turned);
    }
}
