package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.SweepResults.Combination;
import oddboard.run.SweepRun;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import org.jspecify.annotations.Nullable;

/** The combinations of a sweep, best first, each with its runs. */
final class SweepTable extends NativeTable {
    private static final long serialVersionUID = 1L;
    private final transient Map<Integer, NativeTableRow> rows = new LinkedHashMap<>();

    SweepTable() {
        addClassNames("odd-table", "odd-sweep-table");
    }

    /** @param columns besides the AUC, each a name and what it says of a combination */
    void show(List<Combination> combinations, SweepColumns columns) {
        getHead().removeAll();
        getBody().removeAll();
        rows.clear();
        List<String> titles = new ArrayList<>(columns.titles());
        titles.addAll(List.of("#AUC (mean ± SD)", "#n", "Runs"));
        Rows.head(this, titles.toArray(String[]::new));
        for (Combination one : combinations) {
            List<Component> cells = new ArrayList<>();
            columns.texts(one).forEach(text -> cells.add(new Span(text)));
            int auc = cells.size();
            cells.add(auc(one));
            cells.add(new Span(Format.count(one.n())));
            cells.add(seeds(one));
            var row = Rows.row(this, cells.toArray(Component[]::new));
            row.getComponentAt(auc).getElement().getClassList().add("odd-num");
            row.getComponentAt(auc + 1).getElement().getClassList().add("odd-num");
            rows.put(one.number(), row);
        }
    }

    /** @param numbers of the combinations that are selected; null = no selection */
    void select(@Nullable Set<Integer> numbers) {
        rows.forEach((number, row) -> {
            boolean in = numbers == null || numbers.contains(number);
            row.setClassName("odd-sweep-table__row--out", !in);
            row.setClassName("odd-table__selected", numbers != null && in);
            row.getElement().setAttribute("aria-selected", Boolean.toString(numbers != null && in));
        });
    }

    private static Component auc(Combination one) {
        var cell = new Span();
        if (one.best()) {
            cell.add(new StateTag("Best", StateTag.Tone.GOOD), new Span(" "));
        }
        Double mean = one.mean();
        var figure = new Span(mean == null ? "–" : Format.auc(mean));
        figure.setClassName("odd-strong", one.best());
        cell.add(figure);
        if (one.deviation() != null) {
            var spread = new Span(SweepWords.deviation(one.deviation()));
            spread.addClassName("odd-ci");
            spread.setTitle("Sample standard deviation over " + one.n() + " runs");
            cell.add(spread);
        }
        return cell;
    }

    private static Component seeds(Combination one) {
        var cell = new Div();
        cell.addClassName("odd-sweep-table__seeds");
        one.runs().forEach(run -> cell.add(seed(run)));
        return cell;
    }

    private static Component seed(SweepRun one) {
        Run run = one.run();
        String seed = "seed " + one.plan().seed() + " ";
        if (run == null) {
            String refused = one.refused();
            var text = new Span(seed + (refused != null ? "refused" : one.begun() ? "deleted" : "waits"));
            text.addClassName("odd-sweep-table__seed");
            text.setClassName("odd-sweep-table__seed--bad", refused != null);
            text.setTitle(refused == null ? "" : refused);
            return text;
        }
        Double auc = one.auroc();
        JobState state = run.job().state();
        var link = new Anchor(RunRoutes.overview(run.id()), seed + (auc != null ? Format.auc(auc)
                : state == JobState.SUCCEEDED ? "no AUC" : JobStatus.word(run.job()).toLowerCase(Locale.ROOT)));
        link.addClassName("odd-sweep-table__seed");
        link.setClassName("odd-sweep-table__seed--bad", state == JobState.FAILED);
        link.setClassName("odd-sweep-table__seed--active", state == JobState.RUNNING);
        return link;
    }
}
