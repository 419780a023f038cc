package oddboard.report.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.comment.Comment;
import oddboard.comment.Comments;
import oddboard.report.GuestLinks;
import oddboard.run.ui.Address;

/** Which comments a report quotes, and which of them is the decision; then the report, on a page of its own. */
final class ReportDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int WORDS = 90;
    private final String report;
    private final Map<String, String> query;
    private final Map<Long, String> said = new LinkedHashMap<>();
    private final Select<Long> decision = new Select<>();
    private final CheckboxGroup<Long> quoted = new CheckboxGroup<>("Comments to quote");
    private final Anchor open = new Anchor("", "Open the report");

    ReportDialog(
            String report, Map<String, String> query, List<Comments.Shown> comments, GuestLinks links, User viewer) {
        this.report = report;
        this.query = Map.copyOf(query);
        comments.forEach(one -> said.put(one.comment().id(), words(one.comment())));
        setHeaderTitle("Report");
        addClassName("odd-report-dialog");
        add(new Paragraph(
                "One file to read, print or send, which opens without a network. Its last line is the address at"
                        + " which the same report is made again."));
        if (said.isEmpty()) {
            var none =
                    new Paragraph("It can quote comments, and one of them as the decision; there are none here yet.");
            none.addClassName("odd-note");
            add(none);
        } else {
            decision.setLabel("Decision");
            decision.setEmptySelectionAllowed(true);
            decision.setEmptySelectionCaption("none");
            decision.setItems(said.keySet());
            decision.setItemLabelGenerator(id -> id == null ? "none" : said.getOrDefault(id, ""));
            decision.setWidthFull();
            quoted.setItems(said.keySet());
            quoted.setItemLabelGenerator(id -> said.getOrDefault(id, ""));
            decision.addValueChangeListener(e -> address());
            quoted.addValueChangeListener(e -> address());
            add(decision, quoted);
        }
        open.setTarget(AnchorTarget.BLANK);
        open.addClassName("odd-button-link");
        address();
        if (links.areAllowed() && viewer.mayChange()) {
            add(new GuestLinkForm(links, viewer, () -> "/" + open.getHref()));
        }
        getFooter().add(new Button("Close", e -> close()), open);
    }

    private void address() {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("decision", decision.isEmpty() ? "" : decision.getValue().toString());
        all.put(
                "comments",
                quoted.getValue().stream().sorted().map(id -> Long.toString(id)).collect(Collectors.joining(",")));
        open.setHref(Address.of(report, all));
    }

    private static String words(Comment comment) {
        String line = comment.text().replaceAll("\\s+", " ").strip();
        return comment.byName() + ": " + (line.length() <= WORDS ? line : line.substring(0, WORDS) + "…");
    }
}
