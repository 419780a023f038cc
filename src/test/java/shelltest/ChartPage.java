package shelltest;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import oddboard.ui.Chart;
import oddboard.ui.CrispImage;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** A page with what is drawn in the browser. */
@Route("")
@Menu(title = "Data sets", order = 1)
@PermitAll
class ChartPage extends Div {
    static final String EVIL = "=<img src=x onerror=document.title='evil'>";

    private final Chart losses = new Chart("Loss by epoch: lowest 0.25");
    private int epochs = 3;

    ChartPage() {
        var roc = new Chart("ROC curves");
        roc.showRoc(
                List.of(
                        new Chart.Line(EVIL, new double[] {0, 0, 1}, new double[] {0, 0.9, 1}, 0),
                        new Chart.Line("other", new double[] {0, 1}, new double[] {0, 1}, 1)),
                false);
        show();
        var more = new NativeButton("More", click -> {
            epochs++;
            show();
        });
        more.setId("more");
        var file = new Anchor("/api/v1/thing.csv", "Download");
        file.setRouterIgnore(true);
        add(
                file,
                new PageHeader("Charts", ""),
                new Panel("Loss", losses),
                new Panel("ROC", roc),
                more,
                new CrispImage("icons/mark.svg", "mark", 64));
    }

    private void show() {
        double[] x = new double[epochs];
        double[] y = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            x[i] = i + 1;
            y[i] = 1.0 / (i + 1);
        }
        losses.showLosses(List.of(new Chart.Line("loss", x, y, 2)), 10);
    }
}
