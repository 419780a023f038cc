package oddboard.comment.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.comment.Comment;
import oddboard.comment.Comments;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** The comments of one thing, oldest first, and a field for the next; what others say comes by itself and takes no draft away. */
final class CommentList extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private final String address;
    private final transient Comments comments;
    private final transient Runs runs;
    private final transient User reader;
    private final Div list = new Div();
    private final TextArea text = new TextArea("New comment");
    private boolean isWhole;
    private String origin = "";

    CommentList(String address, Comments comments, Runs runs, User reader) {
        this.address = address;
        this.comments = comments;
        this.runs = runs;
        this.reader = reader;
        addClassName("odd-comments");
        list.addClassName("odd-comments__list");
        list.getElement().setAttribute("role", "list");
        list.getElement().setAttribute("aria-label", "Comments");
        add(list);
        if (comments.mayAdd(address, reader)) {
            text.setHelperText("Markdown. @name tells somebody; a link to an image or a threshold shows it.");
            text.setMaxLength(Comments.MAX_LENGTH);
            text.setMinRows(2);
            text.setMaxRows(12);
            text.setValueChangeMode(ValueChangeMode.ON_CHANGE);
            text.setWidthFull();
            var send = OnceButton.primary("Comment", () -> {
                send();
                return false;
            });
            var actions = new Div(send);
            actions.addClassName("odd-actions");
            add(text, actions);
        }
        refresh();
    }

    /** Links that are copied from the address line lead to these pages, however this server is reached. */
    @Override
    protected void onAttach(AttachEvent attach) {
        attach.getUI().getPage().fetchCurrentURL(url -> origin = url.getProtocol() + "://" + url.getAuthority());
    }

    private String ours(String written) {
        return origin.isEmpty() ? written : written.replace(origin + "/", "/");
    }

    void refresh() {
        List<Comments.Shown> all;
        try {
            all = comments.list(address, reader);
        } catch (NotFoundException gone) {
            list.removeAll();
            return;
        }
        list.removeAll();
        list.setVisible(!all.isEmpty());
        int hidden = isWhole ? 0 : Math.max(0, all.size() - SHOWN);
        if (hidden > 0) {
            var earlier = new Button("Show " + Format.count(hidden) + " earlier ones", e -> {
                isWhole = true;
                refresh();
            });
            earlier.addThemeVariants(ButtonVariant.TERTIARY);
            var item = new Div(earlier);
            item.getElement().setAttribute("role", "listitem");
            list.add(item);
        }
        all.stream().skip(hidden).forEach(one -> list.add(item(one)));
    }

    private Div item(Comments.Shown one) {
        Comment comment = one.comment();
        var author = new Span(comment.byName().isEmpty() ? "Note" : comment.byName());
        author.addClassName("odd-strong");
        var head = new Div(author);
        head.addClassName("odd-comment__head");
        Instant at = comment.at();
        if (at != null || comment.isNote()) {
            var when = new Span((at == null ? "written before comments were kept" : Format.ago(at))
                    + (comment.editedAt() == null ? "" : ", edited"));
            when.addClassName("odd-note");
            head.add(when);
        }
        String whose = comment.isNote() ? "the note" : "the comment of " + comment.byName();
        if (one.mayEdit()) {
            head.add(small("Edit", "Edit " + whose, () -> edit(comment)));
        }
        if (one.mayDelete()) {
            head.add(small("Delete", "Delete " + whose, () -> confirm(comment)));
        }
        var words = new Html("<div class=\"odd-markdown\">" + one.html() + "</div>");
        var item = new Div(head, words);
        item.addClassName("odd-comment");
        item.getElement().setAttribute("role", "listitem");
        return item;
    }

    private static Button small(String words, String label, Runnable action) {
        var button = new Button(words, e -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("odd-link-button");
        button.setAriaLabel(label);
        return button;
    }

    private void send() {
        try {
            comments.add(address, ours(text.getValue()), reader);
            text.clear();
            text.setInvalid(false);
            refresh();
        } catch (InputException | ConflictException refused) {
            RefusalText.at(text, refused);
        }
    }

    private void edit(Comment comment) {
        new CommentDialog(comment, written -> {
                    String changed = ours(written);
                    if (comment.isNote()) {
                        runs.describe(run(), null, changed, null, comment.revision(), reader);
                    } else {
                        comments.edit(comment.id(), comment.revision(), changed, reader);
                    }
                    refresh();
                })
                .open();
    }

    private RunId run() {
        return new RunId(Long.parseLong(address.substring("runs/".length())));
    }

    private void confirm(Comment comment) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(comment.isNote() ? "Delete the note?" : "Delete the comment?");
        dialog.setText("It can't be brought back.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Delete it");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            try {
                if (comment.isNote()) {
                    runs.describe(run(), null, "", null, comment.revision(), reader);
                } else {
                    comments.delete(comment.id(), reader);
                }
            } catch (ConflictException | NotFoundException changed) {
                Toast.error(RefusalText.of(changed));
            }
            refresh();
        });
        dialog.open();
    }
}
