package oddboard.search.ui;

import com.vaadin.flow.component.Component;
import oddboard.ui.ShellPart;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/** Puts the search box into the frame of every page. */
@Service
@ConditionalOnWebApplication
@Order(0)
class SearchPart implements ShellPart {
    @Override
    public Component create() {
        return new SearchBox();
    }
}
