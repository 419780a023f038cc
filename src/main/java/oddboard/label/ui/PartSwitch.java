package oddboard.label.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.dataset.LabelPart;
import oddboard.label.LabelSplit;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** Says which part of split labels a page's metrics use, and lets those choose who may see more. */
public final class PartSwitch extends Div {
    private static final long serialVersionUID = 1L;

    /**
     * @param split empty = nothing is split, and nothing is shown
     * @param parts those that the viewer may see, the counted one first
     * @param now the one that is shown
     * @param chosen gets null where the counted part is chosen
     */
    public PartSwitch(
            Optional<LabelSplit> split, List<LabelPart> parts, LabelPart now, Consumer<@Nullable LabelPart> chosen) {
        addClassName("odd-part-switch");
        setVisible(split.isPresent());
        if (split.isEmpty()) {
            return;
        }
        if (parts.size() > 1) {
            var select = new Select<LabelPart>();
            select.setAriaLabel("Labels used for the metrics");
            select.addClassName("odd-board__choice");
            select.setItems(parts);
            select.setItemLabelGenerator(PartSwitch::words);
            select.setValue(now);
            select.addValueChangeListener(e -> chosen.accept(e.getValue() == parts.getFirst() ? null : e.getValue()));
            add(select);
        }
        var sentence = new Span(sentence(split.get(), now));
        sentence.addClassName("odd-note");
        sentence.getElement().setAttribute("role", "status");
        add(sentence);
    }

    private static String words(LabelPart part) {
        return switch (part) {
            case ALL -> "all labels";
            case PUBLIC -> "public labels";
            case PRIVATE -> "private labels";
        };
    }

    private static String sentence(LabelSplit split, LabelPart now) {
        String count = Format.count(split.publicCount());
        return switch (now) {
            case PUBLIC ->
                split.isOpen()
                        ? "The metrics use the " + count + " public labels; ranks count by the private ones."
                        : "The metrics use the " + count
                                + " public labels; the others stay private until the owner reveals them.";
            case PRIVATE ->
                split.isOpen()
                        ? "Revealed by " + split.openedBy() + ": the metrics use the private labels."
                        : "Only managers of this data set can see these metrics: they use the private labels.";
            case ALL ->
                split.isOpen()
                        ? "The metrics use all labels; ranks use the private ones."
                        : "Only managers of this data set can see these metrics: they use all labels.";
        };
    }
}
