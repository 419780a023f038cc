package oddboard.sweep.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import oddboard.job.JobState;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.sweep.SweepResults.Combination;
import oddboard.sweep.SweepRun;
import oddboard.sweep.SweepTies;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.StateTag;
import org.jspecify.annotations.Nullable;

/** The combinations of a sweep, best first, each with its runs. */
final class SweepTable {
    private final MarkupTable<Combination> table = new MarkupTable<Combination>(
                    "Combinations, best first", one -> Integer.toString(one.number()), List.of())
            .styled("odd-sweep-table")
            .eachRow(this::row);
    private List<Combination> combinations = List.of();
    private @Nullable Set<Integer> selected;
    private SweepTies.Found ties = new SweepTies.Found(Set.of(), Set.of());

    MarkupTable<Combination> component() {
        return table;
    }

    /** @param columns besides the AUC, each a name and what it says of a combination */
    void show(List<Combination> combinations, SweepColumns columns, SweepTies.Found ties) {
        this.combinations = combinations;
        this.ties = ties;
        var all = new ArrayList<Column<Combination>>();
        var titles = columns.titles();
        for (int i = 0; i < titles.size(); i++) {
            int place = i;
            all.add(Column.text(titles.get(i), one -> columns.texts(one).get(place)));
        }
        if (combinations.stream().anyMatch(one -> one.round() > 0)) {
            all.add(Column.number("Round", one -> Format.count(one.round() + 1)));
        }
        all.add(Column.<Combination>of("AUC (mean ± SD)", this::auc).num());
        all.add(Column.number("n", one -> Format.count(one.n())));
        all.add(Column.of("Runs", (cell, one) -> cell.add(seeds(one))));
        table.setColumns(all);
        table.show(combinations);
    }

    /** @param numbers of the combinations that are selected; null = no selection */
    void select(@Nullable Set<Integer> numbers) {
        selected = numbers;
        table.show(combinations);
    }

    private void row(Html element, Combination one) {
        boolean chosen = selected != null && selected.contains(one.number());
        String state = selected == null ? "" : chosen ? " odd-table__selected" : " odd-sweep-table__row--out";
        element.attr("class", state.strip()).attr("aria-selected", Boolean.toString(chosen));
    }

    private void auc(Html cell, Combination one) {
        if (one.best()) {
            cell.add(MarkupParts.tag("Best", StateTag.Tone.GOOD)).text(" ");
        }
        Double mean = one.mean();
        cell.add("span", one.best() ? "odd-strong" : "", mean == null ? "–" : Format.auc(mean));
        if (one.deviation() != null) {
            cell.add(new Html("span", "odd-ci")
                    .attr("title", "Sample standard deviation over " + one.n() + " runs")
                    .text(SweepMessages.deviation(one.deviation())));
        }
        if (Boolean.TRUE.equals(ties.isTied(one))) {
            cell.text(" ")
                    .add(new Html("span", "odd-tie")
                            .attr("title", "Not significantly different from the best (95 %, DeLong)")
                            .text("tied with the best"));
        }
    }

    private static Html seeds(Combination one) {
        var seeds = new Html("div", "odd-sweep-table__seeds");
        one.runs().forEach(run -> seeds.add(seed(run)));
        return seeds;
    }

    private static Html seed(SweepRun one) {
        Run run = one.run();
        String seed = (one.plan().round() > 0 ? "round " + (one.plan().round() + 1) + ", " : "") + "seed "
                + one.plan().seed() + " ";
        if (run == null) {
            String refused = one.refused();
            return new Html(
                            "span",
                            refused == null
                                    ? "odd-sweep-table__seed"
                                    : "odd-sweep-table__seed odd-sweep-table__seed--bad")
                    .attr("title", refused == null ? "" : refused)
                    .text(seed + (refused != null ? "refused" : one.begun() ? "deleted" : "waits"));
        }
        Double auc = one.auroc();
        JobState state = run.job().state();
        String className = state == JobState.FAILED
                ? " odd-sweep-table__seed--bad"
                : state == JobState.RUNNING ? " odd-sweep-table__seed--active" : "";
        return new Html("a", "odd-sweep-table__seed" + className)
                .attr("href", RunRoutes.overview(run.id()))
                .text(seed
                        + (auc != null
                                ? Format.auc(auc)
                                : state == JobState.SUCCEEDED
                                        ? "no AUC"
                                        : JobStatus.word(run.job()).toLowerCase(Locale.ROOT)));
    }
}
