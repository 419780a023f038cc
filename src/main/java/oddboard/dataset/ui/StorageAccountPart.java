package oddboard.dataset.ui;

import com.vaadin.flow.component.Component;
import oddboard.account.Users;
import oddboard.account.ui.AccountPart;
import oddboard.dataset.StorageUse;
import oddboard.ui.Format;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Shows on the account page what one's own files and runs take. */
@Service
@ConditionalOnWebApplication
class StorageAccountPart implements AccountPart {
    private final StorageUse storage;
    private final Users users;

    StorageAccountPart(StorageUse storage, Users users) {
        this.storage = storage;
        this.users = users;
    }

    @Override
    public Component create() {
        var user = users.require();
        long total = storage.bytes(user);
        var panel = new SharePanel("Your space", storage.datasets(user), total);
        panel.setNote(Format.bytes(total) + " in all, each content once");
        return panel;
    }
}
