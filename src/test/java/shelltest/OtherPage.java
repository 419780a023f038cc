package shelltest;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.WildcardParameter;
import jakarta.annotation.security.PermitAll;
import oddboard.ui.PageHeader;
import oddboard.ui.Tab;

/** A page below an entry of the navigation. */
@Route("runs")
@Menu(title = "Runs", order = 2)
@PermitAll
class OtherPage extends Div implements HasUrlParameter<String> {
    @Override
    public void setParameter(BeforeEvent event, @WildcardParameter String rest) {
        removeAll();
        add(new PageHeader("Run " + rest, "")
                .tabs("runs/" + rest, new Tab("Overview", "runs/" + rest), new Tab("All", "runs")));
    }
}
