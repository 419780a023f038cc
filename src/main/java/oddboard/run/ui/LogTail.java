package oddboard.run.ui;

import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.dom.Element;
import java.util.List;
import oddboard.run.LogLine;
import oddboard.run.RunFeed;
import oddboard.run.RunId;

/** The end of a run's log. New lines alone are fetched and sent; whoever has scrolled up is left where they read. */
final class LogTail extends Pre {
    private static final long serialVersionUID = 1L;
    private static final String NOTHING = "Nothing yet. The first line comes when a worker takes the run.";
    private final int limit;
    private long last;

    /** @param limit lines shown at most */
    LogTail(int limit) {
        this.limit = limit;
        addClassName("odd-log");
        setText(NOTHING);
        getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Log");
        getElement().executeJs("""
                this.oddFollows = true;
                this.addEventListener('scroll', () => {
                  this.oddFollows = this.scrollTop + this.clientHeight >= this.scrollHeight - 24;
                }, { passive: true });
                """);
    }

    void update(RunFeed feed, RunId run) {
        List<LogLine> fresh = feed.log(run, last, limit);
        if (fresh.isEmpty()) {
            return;
        }
        if (last == 0) {
            getElement().removeAllChildren();
        }
        // One text node a line, so that the oldest ones can go.
        fresh.forEach(line -> getElement().appendChild(Element.createText(LogText.of(line) + "\n")));
        while (getElement().getChildCount() > limit) {
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
