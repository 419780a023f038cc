package oddboard.run.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import oddboard.ui.Format;

/** Shows more of a long list when it is pressed, or when it comes near the visible part of the page. */
public final class MoreButton extends Button {
    private static final long serialVersionUID = 1L;
    // One listener for every scrolling ancestor: scroll events don't bubble, but are captured.
    private static final String FOLLOW = """
            const near = (margin = 600) => {
                if (!this.isConnected) { document.removeEventListener('scroll', follow, true); return; }
                const box = this.getBoundingClientRect();
                if (box.height > 0 && box.top < innerHeight + margin && !this.disabled && !this.oddAsked) {
                    this.oddAsked = true; setTimeout(() => { this.oddAsked = false; }, 400); this.click();
                }
            };
            const follow = () => near();
            // A tall window shows the button without a scroll.
            requestAnimationFrame(() => setTimeout(() => near(0)));
            document.addEventListener('scroll', follow, { capture: true, passive: true });
            """;

    public MoreButton(Runnable more) {
        super("Show more", e -> more.run());
        addClassName("odd-more");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        getElement().executeJs(FOLLOW);
    }

    public void show(int shown, int all) {
        setVisible(shown < all);
        setText("Show more (" + Format.count(shown) + " of " + Format.count(all) + ")");
    }
}
