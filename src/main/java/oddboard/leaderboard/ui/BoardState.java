package oddboard.leaderboard.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.dataset.LabelPart;
import oddboard.leaderboard.BoardFilter;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.ui.Address;
import org.jspecify.annotations.Nullable;

/**
 * What a leaderboard shows, as its address says it.
 *
 * @param version number of the data set's version; 0 = the newest that is ready
 * @param labels number of the label set by which it evaluates; 0 = the newest
 * @param selected entries whose curves are drawn; null = the first three
 * @param columns null = those that the viewer chose last
 * @param sort null = by rank
 * @param who whose entries are shown
 * @param part of split labels that metrics use; null = the one that counts
 */
record BoardState(
        int version,
        BoardFilter filter,
        @Nullable List<EntryId> selected,
        boolean log,
        int labels,
        @Nullable List<BoardColumn> columns,
        @Nullable BoardSort sort,
        Who who,
        @Nullable LabelPart part) {
    /** More curves than this can't be distinguished. */
    static final int MAX = 8;

    private static final String NONE = "none";

    /**
     * "" = anybody's, any.
     *
     * @param words each occurs in the entry's name or tags, its detector or its person
     */
    record Who(String detector, String person, String tag, String words) {
        static final Who ANY = new Who("", "", "", "");

        Who withDetector(String chosen) {
            return new Who(chosen, person, tag, words);
        }

        Who withPerson(String chosen) {
            return new Who(detector, chosen, tag, words);
        }

        Who withTag(String chosen) {
            return new Who(detector, person, chosen, words);
        }

        Who withWords(String typed) {
            return new Who(detector, person, tag, typed);
        }

        boolean fits(Entry entry) {
            return entry.has(words)
                    && (detector.isEmpty() || detector.equals(entry.detector()))
                    && (person.isEmpty() || person.equals(entry.byName()))
                    && (tag.isEmpty() || entry.tags().contains(tag));
        }
    }

    static BoardState of(QueryParameters query) {
        String runs = Address.value(query, "runs");
        String columns = Address.value(query, "columns");
        return new BoardState(
                number(Address.value(query, "version")),
                BoardFilter.byWord(Address.value(query, "show")),
                runs.isEmpty() ? null : EntryId.list(runs).stream().limit(MAX).toList(),
                Address.value(query, "log").equals("1"),
                number(Address.value(query, "labels")),
                columns.isEmpty() ? null : BoardColumn.byWords(Arrays.asList(columns.split(","))),
                BoardSort.parse(Address.value(query, "sort")).orElse(null),
                new Who(
                        Address.value(query, "detector"),
                        Address.value(query, "by"),
                        Address.value(query, "tag"),
                        Address.value(query, "search")),
                LabelPart.byWord(Address.value(query, "part")).orElse(null));
    }

    private static int number(String text) {
        return (int) Math.min(Address.id(text).orElse(0), Integer.MAX_VALUE);
    }

    Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        query.put("version", version == 0 ? "" : Integer.toString(version));
        query.put("show", filter.word());
        List<EntryId> runs = selected;
        query.put(
                "runs",
                runs == null
                        ? ""
                        : runs.isEmpty()
                                ? NONE
                                : runs.stream().map(EntryId::toString).collect(Collectors.joining(",")));
        query.put("log", log ? "1" : "");
        query.put("labels", labels == 0 ? "" : Integer.toString(labels));
        query.put(
                "columns",
                columns == null ? "" : columns.isEmpty() ? NONE : String.join(",", BoardColumn.words(columns)));
        query.put("sort", sort == null ? "" : sort.word());
        query.put("detector", who.detector);
        query.put("by", who.person);
        query.put("tag", who.tag);
        query.put("search", who.words);
        query.put("part", part == null ? "" : part.word());
        return query;
    }

    BoardState withVersion(int chosen) {
        return new BoardState(chosen, filter, null, log, 0, columns, sort, Who.ANY, part);
    }

    BoardState withFilter(BoardFilter chosen) {
        return new BoardState(version, chosen, selected, log, labels, columns, sort, who, part);
    }

    BoardState withSelected(List<EntryId> chosen) {
        return new BoardState(version, filter, List.copyOf(chosen), log, labels, columns, sort, who, part);
    }

    BoardState withLog(boolean chosen) {
        return new BoardState(version, filter, selected, chosen, labels, columns, sort, who, part);
    }

    BoardState withLabels(int chosen) {
        return new BoardState(version, filter, selected, log, chosen, columns, sort, who, part);
    }

    BoardState withColumns(@Nullable List<BoardColumn> chosen) {
        return new BoardState(
                version, filter, selected, log, labels, chosen == null ? null : List.copyOf(chosen), sort, who, part);
    }

    BoardState withSort(@Nullable BoardSort chosen) {
        return new BoardState(version, filter, selected, log, labels, columns, chosen, who, part);
    }

    BoardState withWho(Who chosen) {
        return new BoardState(version, filter, selected, log, labels, columns, sort, chosen, part);
    }

    /** The entries that are shown, in the order in which they are shown, of a board's entries best first. */
    List<Entry> of(List<Entry> entries) {
        var kept = filter.of(entries.stream().filter(who::fits).toList());
        return sort == null ? kept : sort.of(kept);
    }

    BoardState withPart(@Nullable LabelPart chosen) {
        return new BoardState(version, filter, selected, log, labels, columns, sort, who, chosen);
    }
}
