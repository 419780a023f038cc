package oddboard.leaderboard.ui;

import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Chart;
import oddboard.ui.EmptyState;
import oddboard.ui.Panel;

/** What an AUC cost: training time, parameters or speed on x. */
final class ComparedCosts extends Panel {
    private static final long serialVersionUID = 1L;
    private static final List<BoardColumn> COSTS = List.of(BoardColumn.TIME, BoardColumn.PARAMETERS, BoardColumn.RATE);
    private final transient Compared compared;
    private final Chart chart = new Chart("AUC against cost");
    private final EmptyState none = new EmptyState("No costs", "No measurements are known for any of these.");

    ComparedCosts(Compared compared, String cost, Consumer<String> chosen) {
        super("Cost");
        this.compared = compared;
        var select = new Select<BoardColumn>();
        select.setAriaLabel("Cost on the x axis");
        select.addClassName("odd-board__choice");
        select.setItems(COSTS);
        select.setItemLabelGenerator(ComparedCosts::title);
        select.setValue(BoardColumn.byWord(cost).filter(COSTS::contains).orElse(BoardColumn.TIME));
        select.addValueChangeListener(e -> {
            show(e.getValue());
            chosen.accept(e.getValue().word());
        });
        setActions(select);
        chart.addClassName("odd-cost-chart");
        add(chart, none);
        show(select.getValue());
    }

    private static String title(BoardColumn cost) {
        return cost == BoardColumn.TIME
                ? "training time in s"
                : cost == BoardColumn.PARAMETERS ? "parameters" : "images/s";
    }

    private void show(BoardColumn cost) {
        var dots = new ArrayList<Chart.Dot>();
        for (Entry entry : compared.entries()) {
            Double x = cost.number(entry);
            Double auc = entry.auroc();
            if (x != null && auc != null) {
                dots.add(new Chart.Dot(entry.name(), x, auc, compared.color(entry)));
            }
        }
        chart.setVisible(!dots.isEmpty());
        none.setVisible(dots.isEmpty());
        chart.showDots(dots, title(cost), "AUC", cost != BoardColumn.TIME);
    }
}
