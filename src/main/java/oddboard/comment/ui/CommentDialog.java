package oddboard.comment.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;
import oddboard.comment.Comment;
import oddboard.comment.Comments;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.detector.SettingsException;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;

/** Changes a comment's text; where somebody else was faster, the text stays here to be copied. */
final class CommentDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** @param change stores the new text */
    CommentDialog(Comment comment, Consumer<String> change) {
        setHeaderTitle(comment.isNote() ? "Edit the note" : "Edit the comment");
        var text = new TextArea(comment.isNote() ? "Note, plain text" : "Comment, in Markdown", comment.text(), "");
        text.setMaxLength(comment.isNote() ? 5000 : Comments.MAX_LENGTH);
        text.setMinRows(5);
        text.setMaxRows(16);
        text.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        text.getStyle().setWidth("min(560px, 80vw)");
        add(text);
        var save = OnceButton.primary("Save", () -> {
            try {
                change.accept(text.getValue());
                close();
                return true;
            } catch (InputException | SettingsException | ConflictException | NotFoundException refused) {
                RefusalText.at(text, refused);
                return false;
            }
        });
        getFooter().add(new Button("Leave as it is", e -> close()), save);
    }
}
