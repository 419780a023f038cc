package oddboard.run.ui;

import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.dom.Element;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
import oddboard.run.LogLine;
import oddboard.run.RunFeed;
import oddboard.run.RunId;

/** The end of a run's log. New lines alone are fetched and sent; whoever has scrolled up is left where they read. */
public final class LogTail extends Pre {
    private static final long serialVersionUID = 1L;
    private static final String NOTHING = "Nothing yet. The first line comes when a worker takes the run.";
    private static final int TOGETHER = 25;
    private final int limit;
    /** How many lines each text node has. */
    private final ArrayDeque<Integer> lines = new ArrayDeque<>();

    private int shown;
    private long last;

    /** @param limit lines shown at most, but for a few more where whole pieces are kept */
    public LogTail(int limit) {
        this.limit = limit;
        addClassName("odd-log");
        setText(NOTHING);
        getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Log");
        getElement().executeJs("""
                this.oddFollows = true;
                this.addEventListener('scroll', () => {
                  this.oddFollows = this.scrollTop + this.clientHeight >= this.scrollHeight - 24;
                }, { passive: true });
                // Styles may come after the lines.
                new ResizeObserver(() => { if (this.oddFollows) this.scrollTop = this.scrollHeight; }).observe(this);
                """);
    }

    public void update(RunFeed feed, RunId run) {
        List<LogLine> fresh = feed.log(run, last, limit);
        if (fresh.isEmpty()) {
            return;
        }
        if (last == 0) {
            getElement().removeAllChildren();
        }
        // A text node for some lines each, so that the oldest ones can go, and a long log is no long list of nodes.
        for (int from = 0; from < fresh.size(); from += TOGETHER) {
            var some = fresh.subList(from, Math.min(fresh.size(), from + TOGETHER));
            getElement()
                    .appendChild(Element.createText(
                            some.stream().map(line -> LogText.of(line) + "\n").collect(Collectors.joining())));
            lines.add(some.size());
            shown += some.size();
        }
        while (!lines.isEmpty() && shown - lines.getFirst() >= limit) {
            shown -= lines.removeFirst();
            getElement().removeChild(0);
        }
        last = fresh.getLast().id();
        getElement().executeJs("if (this.oddFollows !== false) this.scrollTop = this.scrollHeight");
    }

    /** Back to the end, and along with it from now on; or not. */
    void follow(boolean follows) {
        getElement().executeJs("this.oddFollows = $0; if ($0) this.scrollTop = this.scrollHeight", follows);
    }
}
