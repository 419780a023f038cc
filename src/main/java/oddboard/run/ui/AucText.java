package oddboard.run.ui;

import com.vaadin.flow.component.html.Span;
import oddboard.run.Run;
import oddboard.ui.Format;

/** A run's AUC in bold, with its 95 % interval in the lighter tone; a dash where there is none. */
public final class AucText {
    private AucText() {}

    public static Span of(Run run) {
        var text = new Span();
        var result = run.result();
        Double auc = result == null ? null : result.auroc();
        if (result == null || auc == null) {
            text.setText("–");
            return text;
        }
        text.addClassName("auc");
        var strong = new Span(Format.auc(auc));
        strong.addClassName("odd-strong");
        text.add(strong);
        Double low = result.aurocLow();
        Double high = result.aurocHigh();
        if (low != null && high != null) {
            var interval = new Span(Format.interval(low, high));
            interval.addClassName("ci");
            interval.setTitle("95 % interval (DeLong)");
            text.add(interval);
        }
        return text;
    }
}
