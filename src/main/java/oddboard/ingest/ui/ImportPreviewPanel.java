package oddboard.ingest.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import oddboard.common.InputException;
import oddboard.dataset.ui.ImageUrls;
import oddboard.image.Drawing;
import oddboard.ingest.ImportPreview;
import oddboard.ingest.ImportSpec;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderTree;
import oddboard.ui.CrispImage;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the files are, and some of their images as the import would make them with the options chosen now. */
public final class ImportPreviewPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int ROOM = 128;
    private final Div words = new Div();
    private final Div tiles = new Div();
    private transient @Nullable ImportPreview look;
    private transient @Nullable Question asked;
    private int turn;
    private transient @Nullable InputException refusal;

    /** What a look hangs on. */
    private record Question(
            List<ImportSpec.File> files,
            String valueRange,
            @Nullable List<FolderChoice> folders) {
        static Question of(ImportSpec spec) {
            return new Question(spec.files(), spec.valueRange(), spec.folders());
        }
    }

    ImportPreviewPanel() {
        super("Preview");
        words.getElement().setAttribute("role", "status");
        tiles.addClassName("odd-preview");
        add(words, tiles);
        clear();
    }

    void clear() {
        turn++;
        look = null;
        asked = null;
        refusal = null;
        setVisible(false);
    }

    /** Why the files can't be imported as they are; null while nothing stands against it. */
    @Nullable InputException refusal() {
        return refusal;
    }

    /**
     * Looks at the files while the page keeps working, where they, the range of their values, or what was said of their folders
     * are others than before.
     *
     * @param folders gets the folders first, whether or not they make a data set, with the page's lock held
     * @param then gets what was found, likewise
     * @param refused is told of a {@link #refusal}, likewise
     */
    void look(
            ImportSpec spec,
            Supplier<FolderTree> tree,
            Consumer<FolderTree> folders,
            Supplier<ImportPreview> looking,
            Consumer<ImportPreview> then,
            Runnable refused) {
        var question = Question.of(spec);
        if (question.equals(asked)) {
            return;
        }
        clear();
        asked = question;
        setVisible(true);
        showMessage("Looking at the files …", false);
        int mine = turn;
        var ui = UI.getCurrent();
        Thread.startVirtualThread(() -> {
            try {
                var there = tree.get();
                ui.access(() -> {
                    if (mine == turn) {
                        folders.accept(there);
                    }
                });
                var found = looking.get();
                ui.access(() -> take(mine, found, then));
            } catch (InputException e) {
                ui.access(() -> {
                    if (mine == turn) {
                        refusal = e;
                        showMessage(e.getMessage(), true);
                        refused.run();
                    }
                });
            } catch (UIDetachedException e) {
                // nobody waits for it any more
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(ImportPreviewPanel.class).warn("No preview", e);
                ui.access(() -> {
                    if (mine == turn) {
                        showMessage("The files can't be shown; the import may still take them.", true);
                    }
                });
            }
        });
    }

    private void take(int mine, ImportPreview found, Consumer<ImportPreview> then) {
        if (mine == turn) {
            look = found;
            then.accept(found);
        }
    }

    private void showMessage(String sentence, boolean fault) {
        tiles.removeAll();
        words.setText(sentence);
        words.setClassName("odd-error", fault);
    }

    void draw(ImportSpec spec) {
        if (look == null) {
            return;
        }
        int size = look.imageSize(spec);
        var samples = look.samples(spec);
        var groups = look.groups(spec);
        showMessage(
                look.recognised() + "."
                        + (look.changes().isEmpty() ? "" : " " + look.changes())
                        + (groups.isEmpty() ? "" : " " + groups + ".")
                        + (samples.isEmpty()
                                ? ""
                                : " Some of the images as they will be, " + size + " × " + size
                                        + (look.channels(spec) == 1 ? " gray:" : " RGB:")),
                false);
        samples.forEach(sample -> tiles.add(tile(sample)));
    }

    private static Div tile(ImportPreview.Sample sample) {
        var label = sample.train() ? "training" : sample.label().words(sample.type());
        var box = new Div();
        box.addClassName("odd-preview__image");
        if (!sample.fault().isEmpty()) {
            box.add(new Span(sample.fault()));
            box.addClassName("odd-preview__fault");
        } else {
            int edge = ImageUrls.edge(sample.size(), ROOM);
            box.add(new CrispImage(
                    data(Drawing.png(sample.pixels(), sample.size(), sample.channels())),
                    sample.name() + ", " + label,
                    edge));
            if (sample.mask() != null) {
                box.add(over(data(Drawing.outline(sample.mask(), sample.size())), edge));
            }
        }
        var name = new Span(sample.name());
        name.addClassName("odd-preview__name");
        name.setTitle(sample.name());
        var tag = new StateTag(label, tone(sample));
        var tile = new Div(box, name, tag);
        tile.addClassName("odd-preview__tile");
        return tile;
    }

    private static Tone tone(ImportPreview.Sample sample) {
        return switch (sample.label()) {
            case NORMAL -> sample.train() ? Tone.NEUTRAL : Tone.GOOD;
            case ANOMALOUS -> Tone.BAD;
            case UNLABELED -> Tone.NEUTRAL;
        };
    }

    /** A drawing that lies over the image before it. */
    public static Image over(String source, int edge) {
        var over = new CrispImage(source, "", edge);
        over.addClassName("odd-crisp-image--over");
        return over;
    }

    private static String data(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
