package oddboard.gallery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.ImageUrls;
import oddboard.dataset.ui.VersionText;
import oddboard.gallery.ImageList;
import oddboard.label.LabelMark;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;

/** Suggested labels beside their images, with what is to be decided on. */
final class LabelReviewPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;
    private static final int ROOM = 96;
    private final transient DatasetVersion version;
    private final transient ImageList list;
    private final transient List<LabelMark> marks;
    private final transient LabelReviewController controller;
    private final boolean may;
    private final transient Set<LabelMark> chosen = new LinkedHashSet<>();
    private final Button approve = new Button("", e -> decided(true));
    private final Button reject = new Button("", e -> decided(false));

    /** @param may whether the viewer decides; others only look */
    LabelReviewPanel(
            DatasetVersion version,
            ImageList list,
            List<LabelMark> marks,
            boolean may,
            LabelReviewController controller) {
        super("Labels of version " + version.number());
        this.version = version;
        this.list = list;
        this.marks = marks;
        this.controller = controller;
        this.may = may;
        boolean open = marks.getFirst().state() == LabelMark.State.OPEN;
        setNote(Format.count(marks.size()) + (open ? marks.size() == 1 ? " waits" : " wait" : ""));
        if (open && may) {
            approve.addThemeVariants(ButtonVariant.PRIMARY);
            setActions(reject, approve);
            showSelected();
        } else if (open) {
            add(new Paragraph("Its editors, its owner and administrators decide on these."));
        }
        marks.stream().limit(SHOWN).map(this::row).forEach(this::add);
        if (marks.size() > SHOWN) {
            add(new Paragraph("The first " + SHOWN + " are shown; the others follow when these are decided."));
        }
    }

    private void decided(boolean approved) {
        var all = chosen.isEmpty() ? marks : List.copyOf(chosen);
        if (approved) {
            controller.approve(all);
        } else {
            controller.reject(all);
        }
    }

    private void showSelected() {
        var which = chosen.isEmpty()
                ? "all " + Format.count(marks.size())
                : "the " + Format.count(chosen.size()) + " selected";
        approve.setText("Approve " + which);
        reject.setText("Reject " + which);
    }

    private Component row(LabelMark mark) {
        int index = list.index(mark.image());
        var name = list.name(index);
        var row = new Div();
        row.addClassName("odd-review__row");
        if (may && mark.state() == LabelMark.State.OPEN) {
            var box = new Checkbox();
            box.setAriaLabel("Choose " + name);
            box.addValueChangeListener(e -> {
                if (e.getValue()) {
                    chosen.add(mark);
                } else {
                    chosen.remove(mark);
                }
                showSelected();
            });
            row.add(box);
        }
        var thumbnail = new Div(ImageUrls.of(version, index, name + ", " + list.label(index), ROOM));
        thumbnail.addClassName("odd-review__image");
        row.add(thumbnail, words(mark, index, name), actions(mark));
        return row;
    }

    private Component words(LabelMark mark, int index, String name) {
        var change = new Div(
                new StateTag(list.label(index), Tone.NEUTRAL),
                new Span("should be"),
                new StateTag(mark.label(), mark.anomalous() ? Tone.BAD : Tone.GOOD));
        change.addClassName("odd-review__change");
        var file = new Span(name);
        file.addClassNames("odd-mono", "odd-review__file");
        var about = new Div(new Text(mark.author() + ", " + Format.ago(mark.createdAt()) + VersionText.DOT
                + "test image " + Format.count(mark.image())));
        about.addClassName("odd-note");
        if (mark.run() != null) {
            about.add(
                    new Text(VersionText.DOT + "seen in "),
                    new Anchor("runs/" + mark.run() + "/images?image=" + mark.image(), mark.runName()));
        }
        if (mark.decidedAt() != null) {
            about.add(new Text(
                    VersionText.DOT + (mark.state() == LabelMark.State.APPROVED ? "approved by " : "rejected by ")
                            + mark.decidedBy() + ", " + Format.ago(mark.decidedAt())));
        }
        var words = new Div(change);
        if (!mark.reason().isEmpty()) {
            words.add(new Paragraph("“" + mark.reason() + "”"));
        }
        words.add(file, about);
        words.addClassName("odd-review__words");
        return words;
    }

    private Component actions(LabelMark mark) {
        var actions = new Div();
        actions.addClassName("odd-actions");
        if (may && mark.state() == LabelMark.State.OPEN) {
            actions.add(
                    new Button("Reject", e -> controller.reject(List.of(mark))),
                    new Button("Approve", e -> controller.approve(List.of(mark))));
        } else if (may && mark.state() == LabelMark.State.REJECTED) {
            actions.add(new Button("Take back", e -> controller.reopen(mark)));
        }
        return actions;
    }
}
