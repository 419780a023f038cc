package oddboard.account.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import oddboard.account.User;
import oddboard.account.Users;
import org.springframework.stereotype.Component;

/** Shows no other page to those who must choose a password first. */
@Component
class PasswordChangeGuard implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1;

    private final transient Users users;

    PasswordChangeGuard(Users users) {
        this.users = users;
    }

    @Override
    public void serviceInit(ServiceInitEvent start) {
        start.getSource().addUIInitListener(created -> created.getUI().addBeforeEnterListener(this::check));
    }

    private void check(BeforeEnterEvent event) {
        boolean elsewhere = event.getNavigationTarget() != ChangePasswordView.class
                && event.getNavigationTarget() != LoginView.class;
        if (elsewhere && users.current().filter(User::mustChangePassword).isPresent()) {
            event.forwardTo(
                    ChangePasswordView.PATH,
                    QueryParameters.of(
                            ChangePasswordView.NEXT, event.getLocation().getPathWithQueryParameters()));
        }
    }
}
