package oddboard.job.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much of something is used: a word, a bar and a figure, over the last minutes as a line where those are known. */
final class Meter extends Div {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 60;
    private static final int HEIGHT = 16;
    private final Span figure = new Span();
    private final Div bar = new Div();
    private final Span note = new Span();
    private final Div line = new Div();

    Meter(String name) {
        addClassName("odd-meter");
        var word = new Span(name);
        word.addClassName("odd-meter__name");
        figure.addClassName("odd-meter__value");
        bar.addClassName("odd-meter__bar");
        note.addClassName("odd-meter__note");
        line.addClassName("odd-meter__line");
        line.getElement().setAttribute("aria-hidden", "true");
        add(word, figure, bar, note, line);
        setVisible(false);
    }

    /**
     * Shows it as it is now.
     *
     * @param percent null hides it: the system does not say
     * @param more what belongs to it, below; empty for nothing
     */
    void show(@Nullable Integer percent, String text, String more, List<Integer> history) {
        setVisible(percent != null);
        if (percent == null) {
            return;
        }
        figure.setText(text);
        note.setText(more);
        bar.getStyle().set("--share", Integer.toString(Math.clamp(percent, 0, 100)));
        bar.getElement().setAttribute("level", percent >= 95 ? "full" : "");
        line.setVisible(history.size() > 1);
        // Numbers alone, made here.
        line.getElement().setProperty("innerHTML", svg(history));
    }

    /** The newest value at the right edge. */
    private static String svg(List<Integer> history) {
        var points = new StringBuilder();
        int first = Math.max(0, history.size() - WIDTH);
        for (int i = first; i < history.size(); i++) {
            points.append(String.format(Locale.ROOT, "%d,%.1f ", WIDTH - history.size() + i,
                    HEIGHT - 1 - history.get(i) * (HEIGHT - 2) / 100.0));
        }
        return "<svg viewBox='0 0 " + (WIDTH - 1) + " " + HEIGHT + "' preserveAspectRatio='none'><polyline points='"
                + points + "'/></svg>";
    }
}
