package oddboard.notice.ui;

import com.vaadin.flow.component.Component;
import java.time.Duration;
import oddboard.account.Users;
import oddboard.account.ui.AccountPart;
import oddboard.job.ui.Ticker;
import oddboard.notice.NoticeSwitches;
import oddboard.notice.Notices;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Puts the choice of notices onto the account page. */
@Service
@ConditionalOnWebApplication
class NoticeAccountPart implements AccountPart {
    private final Notices notices;
    private final NoticeSwitches switches;
    private final Users users;
    private final Ticker ticker;

    NoticeAccountPart(Notices notices, NoticeSwitches switches, Users users, Ticker ticker) {
        this.notices = notices;
        this.switches = switches;
        this.users = users;
        this.ticker = ticker;
    }

    @Override
    public Component create() {
        var panel = new NoticePanel(notices, switches, users.require());
        ticker.every(Duration.ofSeconds(2), panel, panel::showLast);
        return panel;
    }
}
