package oddboard.notice.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.job.JobChanges;
import oddboard.notice.Notices;
import oddboard.ui.ShellPart;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Puts the bell into the frame of every page. */
@Service
@ConditionalOnWebApplication
class BellPart implements ShellPart {
    private final Notices notices;
    private final JobChanges changes;
    private final Users users;

    BellPart(Notices notices, JobChanges changes, Users users) {
        this.notices = notices;
        this.changes = changes;
        this.users = users;
    }

    @Override
    public Component create() {
        return users.current()
                .<Component>map((User user) -> new Bell(notices, changes, user))
                .orElseGet(Span::new);
    }
}
