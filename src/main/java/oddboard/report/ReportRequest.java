package oddboard.report;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What a report is to rest on and to quote.
 *
 * @param labelSet number of the label set; 0 = the newest
 * @param part of split labels that metrics use; null = the one that counts
 * @param decision id of the comment that says what was decided; null for none
 * @param comments ids of further comments to quote
 */
public record ReportRequest(
        int labelSet, @Nullable LabelPart part, @Nullable Long decision, List<Long> comments) {
    /** What a browser may do with a report, wherever the file lies. */
    static final String WITHIN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /** What it may do where a server sends the report: no script, no form, and no page around it. */
    public static final String POLICY =
            WITHIN + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /** The same with the labels that it has used, so that newer ones change nothing. */
    ReportRequest with(Labels used) {
        return new ReportRequest(used.number(), used.part(), decision, comments);
    }

    /** The parameters of its address. */
    String query() {
        StringJoiner query = new StringJoiner("&", "?", "");
        query.add("labelSet=" + labelSet);
        if (part != null) {
            query.add("part=" + part.word());
        }
        if (decision != null) {
            query.add("decision=" + decision);
        }
        if (!comments.isEmpty()) {
            query.add("comments=" + comments.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return query.toString();
    }
}
