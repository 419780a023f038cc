package oddboard.run.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import oddboard.ui.Format;
import oddboard.ui.StateTag;
import org.jspecify.annotations.Nullable;

/** One test image large, beside its reconstruction and error map; arrow keys go through the chosen images. */
final class ImageDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int EDGE = 320;
    private static final String HELP =
            "← and → go to the neighbours, N to the next mistake, ? shows this, Escape closes.";
    private final transient RunPage.Shown shown;
    private final transient Ranking ranking;
    private final double threshold;
    private final int[] chosen;
    private final transient IntFunction<String> names;
    private final transient Consumer<@Nullable Integer> moved;
    private final Div pictures = new Div();
    private final StateTag type = new StateTag("", StateTag.Tone.NEUTRAL);
    private final Span verdict = new Span();
    private final Span place = new Span();
    private final Paragraph help = new Paragraph(HELP);
    private final Button before = new Button("← Previous", e -> step(-1));
    private final Button after = new Button("Next →", e -> step(1));
    private int at;

    /**
     * @param chosen the images to go through, in order; all of them where {@code index} is not among these
     * @param names the file name of a test image
     * @param moved told of the image in view, and of null when the dialog closes
     */
    ImageDialog(RunPage.Shown shown, Ranking ranking, double threshold, int[] chosen, int index,
            IntFunction<String> names, Consumer<@Nullable Integer> moved) {
        this.shown = shown;
        this.ranking = ranking;
        this.threshold = threshold;
        this.names = names;
        this.moved = moved;
        boolean among = position(chosen, index) >= 0;
        this.chosen = among ? chosen : ranking.select(threshold, null, "", false);
        addClassName("image-dialog");
        setWidth("min(1080px, 96vw)");
        pictures.addClassName("image-dialog-pictures");
        place.addClassNames("odd-note", "image-dialog-place");
        help.addClassName("odd-note");
        help.setVisible(false);
        var facts = new Div(type, verdict);
        facts.addClassName("panel-line");
        add(pictures, facts, help);
        var mistake = new Button("Next mistake", e -> nextMistake());
        getFooter().add(place, questions(), link(), mistake, before, after);
        getHeader().add(closeButton());
        keys();
        addOpenedChangeListener(e -> {
            if (!e.isOpened()) {
                moved.accept(null);
            }
        });
        show(position(this.chosen, index));
    }

    private static int position(int[] chosen, int index) {
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] == index) {
                return i;
            }
        }
        return -1;
    }

    private void keys() {
        Shortcuts.addShortcutListener(this, () -> step(-1), Key.ARROW_LEFT).listenOn(this);
        Shortcuts.addShortcutListener(this, () -> step(1), Key.ARROW_RIGHT).listenOn(this);
        Shortcuts.addShortcutListener(this, this::nextMistake, Key.KEY_N).listenOn(this);
        Shortcuts.addShortcutListener(this, () -> help.setVisible(!help.isVisible()), Key.of("?")).listenOn(this);
    }

    private Button closeButton() {
        var close = new Button("✕", e -> close());
        close.setAriaLabel("Close");
        close.addThemeVariants(ButtonVariant.TERTIARY);
        return close;
    }

    private Button questions() {
        var button = new Button("?", e -> help.setVisible(!help.isVisible()));
        button.setAriaLabel("Keys");
        return button;
    }

    private static NativeButton link() {
        var button = new NativeButton("Copy link");
        button.addClassName("link-button");
        // In the browser alone: a clipboard is only open to code that runs within the click.
        button.addAttachListener(e -> button.getElement().executeJs("""
                this.onclick = () => navigator.clipboard.writeText(location.href)
                    .then(() => { this.textContent = 'Copied'; setTimeout(() => { this.textContent = 'Copy link'; }, 1500); });
                """));
        return button;
    }

    int index() {
        return chosen[at];
    }

    private void step(int by) {
        if (at + by >= 0 && at + by < chosen.length) {
            show(at + by);
            moved.accept(index());
        }
    }

    private void nextMistake() {
        for (int i = 1; i < chosen.length; i++) {
            int next = (at + i) % chosen.length;
            if (ranking.outcome(chosen[next], threshold).isMistake()) {
                show(next);
                moved.accept(index());
                return;
            }
        }
    }

    private void show(int position) {
        at = position;
        int index = index();
        var outcome = ranking.outcome(index, threshold);
        setHeaderTitle("#" + Format.count(ranking.rank(index)) + Words.DOT + "score " + ranking.text(ranking.score(index)));
        pictures.removeAll();
        for (int which = 0; which < 3; which++) {
            var picture = ImageTile.picture(shown, index, which, edge());
            var caption = new Span(new String[] {"Image", "Reconstruction", "Error"}[which]);
            caption.addClassName("odd-note");
            pictures.add(new Div(picture, caption));
        }
        type.set(ranking.type(index), outcome == Outcome.HIDDEN ? StateTag.Tone.NEUTRAL
                : outcome.isMistake() ? StateTag.Tone.BAD : StateTag.Tone.GOOD);
        verdict.setText(verdict(outcome));
        place.setText(Format.count(at + 1) + " of " + Format.count(chosen.length) + Words.DOT + name(index));
        before.setEnabled(at > 0);
        after.setEnabled(at < chosen.length - 1);
    }

    private String verdict(Outcome outcome) {
        String limit = " the threshold " + ranking.text(threshold) + ".";
        return switch (outcome) {
            case FOUND -> "Found: an anomaly at or above" + limit;
            case FALSE_ALARM -> "False alarm: a normal image at or above" + limit;
            case MISSED -> "Missed: an anomaly below" + limit;
            case PASSED -> "Passed: a normal image below" + limit;
            case HIDDEN -> "Whether it is anomalous is hidden until the board is opened.";
        };
    }

    private int edge() {
        int size = shown.version().imageSize();
        return size * Math.max(1, EDGE / size);
    }

    private String name(int index) {
        return names.apply(index);
    }
}
