package oddboard.run.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import oddboard.ui.Panel;

/** The whole log of a run; follows its end while the run works. */
@Route("runs/:id/log")
@PermitAll
class LogView extends RunPage {
    private static final long serialVersionUID = 1L;
    private static final int LIMIT = 5000;
    private Pre log = new Pre();
    private final Checkbox follow = new Checkbox("Follow", true);

    LogView(RunServices services) {
        super(services, "log");
    }

    @Override
    void show(Shown shown, QueryParameters query) {
        log = new Pre();
        log.addClassNames("odd-log", "log-whole");
        log.getElement().setAttribute("tabindex", "0");
        log.getElement().setAttribute("aria-label", "Log");
        var panel = new Panel("Log", log);
        if (!shown.run().job().state().isEnded()) {
            panel.setActions(follow);
        }
        panel.setNote("the last " + String.format("%,d", LIMIT) + " lines at most");
        add(panel);
        refresh(shown);
    }

    @Override
    void refresh(Shown shown) {
        log.setText(LogText.of(services.runs().log(shown.run().id(), LIMIT)));
        if (follow.getValue()) {
            log.getElement().executeJs("this.scrollTop = this.scrollHeight");
        }
    }
}
