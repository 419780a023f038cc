package oddboard.quota.ui;

import com.vaadin.flow.component.Component;
import oddboard.account.Users;
import oddboard.account.ui.AccountPart;
import oddboard.quota.Quotas;
import oddboard.ui.Panel;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Shows on the account page what one uses of what one may. */
@Service
@ConditionalOnWebApplication
class QuotaAccountPart implements AccountPart {
    private final Quotas quotas;
    private final Users users;

    QuotaAccountPart(Quotas quotas, Users users) {
        this.quotas = quotas;
        this.users = users;
    }

    @Override
    public Component create() {
        return new Panel("Your limits", new QuotaBars(quotas.of(users.require().id())));
    }
}
