package oddboard.comment.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.comment.Comments;
import oddboard.job.JobChanges;
import oddboard.job.ui.ChannelWatch;
import oddboard.run.Runs;
import oddboard.ui.Discussion;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Puts comments onto pages. */
@Service
@ConditionalOnWebApplication
class CommentsPart implements Discussion {
    static final String CHANNEL = "oddboard_comment";
    private final Comments comments;
    private final Runs runs;
    private final Users users;
    private final JobChanges changes;

    CommentsPart(Comments comments, Runs runs, Users users, JobChanges changes) {
        this.comments = comments;
        this.runs = runs;
        this.users = users;
        this.changes = changes;
    }

    @Override
    public Component panel(String address) {
        var list = list(address);
        var panel = new Panel("Comments", list);
        panel.setId("comments");
        return panel;
    }

    private CommentList list(String address) {
        var list = new CommentList(address, comments, runs, users.require());
        ChannelWatch.on(list, changes, CHANNEL, address::equals, list::refresh);
        return list;
    }

    @Override
    public Component button(String address) {
        User reader = users.require();
        var button = new Button(words(comments.count(address, reader)), e -> {
            var dialog = new Dialog(list(address));
            dialog.setHeaderTitle("Comments");
            dialog.addClassName("odd-comments-dialog");
            dialog.getFooter().add(new Button("Close", closed -> dialog.close()));
            dialog.open();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("odd-link-button");
        ChannelWatch.on(
                button,
                changes,
                CHANNEL,
                address::equals,
                () -> button.setText(words(comments.count(address, reader))));
        return button;
    }

    private static String words(int count) {
        return count == 0 ? "Comment" : count == 1 ? "1 comment" : Format.count(count) + " comments";
    }
}
