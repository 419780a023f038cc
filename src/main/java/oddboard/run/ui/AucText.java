package oddboard.run.ui;

import com.vaadin.flow.component.html.Span;
import oddboard.run.Chance;
import oddboard.run.Run;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.jspecify.annotations.Nullable;

/** An AUC in bold, with its 95 % interval in the lighter tone; a dash where there is none. */
public final class AucText {
    private static final String CHANCE = "odd-chance";

    private AucText() {}

    public static Span of(Run run) {
        return of(run.result());
    }

    public static Span of(Run.@Nullable Metrics metrics) {
        return metrics == null ? of(null, null, null) : of(metrics.auroc(), metrics.aurocLow(), metrics.aurocHigh());
    }

    /** The same as markup. */
    public static Html html(Run.@Nullable Metrics metrics) {
        return metrics == null
                ? html(null, null, null)
                : html(metrics.auroc(), metrics.aurocLow(), metrics.aurocHigh());
    }

    public static Html html(@Nullable Double auc, @Nullable Double low, @Nullable Double high) {
        if (auc == null) {
            return new Html("span").text("–");
        }
        var text = new Html("span").add("span", "odd-strong", Format.auc(auc));
        if (low != null && high != null) {
            text.add(new Html("span", "odd-ci")
                    .attr("title", "95 % interval (DeLong)")
                    .text(Format.interval(low, high)));
        }
        var chance = Chance.of(low, high);
        return chance == Chance.BETTER ? text : text.add("span", CHANCE, chance.words());
    }

    public static Span of(@Nullable Double auc, @Nullable Double low, @Nullable Double high) {
        var text = new Span();
        if (auc == null) {
            text.setText("–");
            return text;
        }
        var strong = new Span(Format.auc(auc));
        strong.addClassName("odd-strong");
        text.add(strong);
        if (low != null && high != null) {
            var interval = new Span(Format.interval(low, high));
            interval.addClassName("odd-ci");
            interval.setTitle("95 % interval (DeLong)");
            text.add(interval);
        }
        var chance = Chance.of(low, high);
        if (chance != Chance.BETTER) {
            var words = new Span(chance.words());
            words.addClassName(CHANCE);
            text.add(words);
        }
        return text;
    }
}
