package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import java.util.List;

/** Line charts drawn by ECharts in the browser, in the page's own colours; PNG and CSV of each from its corner menu. */
@Tag("odd-chart")
public class Chart extends Component implements HasSize, HasStyle {
    /**
     * A line.
     *
     * @param color index into the palette of runs, the same for a run everywhere; see {@link Palette}
     */
    public record Line(String name, double[] x, double[] y, int color) {}

    /** Columns of a histogram: {@code edges} has one value more than each of the counts. */
    public record Bars(String name, int[] counts, int color) {}

    /** @param label what a screen reader says: what the chart shows, with its main figure */
    public Chart(String label) {
        throw new UnsupportedOperationException();
    }

    /** Losses by epoch; linear or logarithmic y. */
    public void showLosses(List<Line> lines, int epochs) {
        throw new UnsupportedOperationException();
    }

    /** ROC curves: x = false positive rate, y = true positive rate, square, with the diagonal; log x where asked. */
    public void showRoc(List<Line> lines, boolean logX) {
        throw new UnsupportedOperationException();
    }

    /** Overlaid histograms, with a movable-looking line at {@code threshold} (NaN = none). */
    public void showHistogram(double[] edges, List<Bars> bars, double threshold, String xTitle) {
        throw new UnsupportedOperationException();
    }

    /** Recall on x, precision on y. */
    public void showPrecisionRecall(List<Line> lines) {
        throw new UnsupportedOperationException();
    }
}
