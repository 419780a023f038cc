package oddboard.run.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.RangeInput;
import java.util.ArrayList;
import java.util.List;
import oddboard.dataset.DatasetRoutes;
import oddboard.run.Preview;
import oddboard.run.RunFeed;
import oddboard.run.RunRoutes;
import oddboard.ui.CrispImage;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** What a run has learned so far: test images above their reconstructions, with a slider over the epochs that are kept. */
public final class ReconstructionPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int ROOM = 72;
    private final Div pairs = new Div();
    private final RangeInput slider = new RangeInput();
    private final transient List<CrispImage> reconstructions = new ArrayList<>();
    private transient List<Preview> kept = List.of();
    private transient List<Integer> shownImages = List.of();
    private transient RunPage.Shown about;
    /** -1 = the newest, whichever that is. */
    private int epoch = -1;

    public ReconstructionPanel(RunPage.Shown shown) {
        super("Latest reconstructions");
        about = shown;
        pairs.addClassName("odd-epoch-preview");
        pairs.getStyle().set("--edge", edge() + "px");
        slider.addClassName("odd-epoch-preview__slider");
        slider.setAriaLabel("Epoch whose reconstructions are shown");
        slider.setMin(0);
        slider.setStep(1.0);
        slider.addValueChangeListener(e -> {
            if (e.isFromClient() && !kept.isEmpty()) {
                int at = Math.clamp(Math.round(e.getValue()), 0, kept.size() - 1);
                epoch = at == kept.size() - 1 ? -1 : kept.get(at).epoch();
                show();
            }
        });
        add(pairs, slider);
        setVisible(false);
    }

    public void update(RunPage.Shown shown, RunFeed feed) {
        about = shown;
        List<Preview> now = feed.previews(shown.run().id());
        if (now.equals(kept)) {
            return;
        }
        kept = now;
        setVisible(!kept.isEmpty());
        if (!kept.isEmpty()) {
            show();
        }
    }

    private void show() {
        int at = place();
        var preview = kept.get(at);
        boolean several = kept.size() > 1;
        slider.setVisible(several);
        slider.setMax(kept.size() - 1.0);
        slider.setValue((double) at);
        // A browser cuts a value that comes before its new maximum.
        slider.getElement().executeJs("this.max = $0; this.value = $1", kept.size() - 1, at);
        setNote("after epoch " + Format.count(preview.epoch())
                + (several && at < kept.size() - 1
                        ? ", the newest is " + Format.count(kept.getLast().epoch())
                        : ""));
        place(preview);
        for (int i = 0; i < reconstructions.size(); i++) {
            int image = preview.images().get(i);
            reconstructions.get(i).setSrc(RunRoutes.previewPng(about.run().id(), preview, image));
            reconstructions.get(i).setAlt("Test image " + image + " as reconstructed after epoch " + preview.epoch());
        }
    }

    /** The chosen epoch's, or its neighbor where that was thinned out meanwhile. */
    private int place() {
        for (int i = 0; i < kept.size() && epoch >= 0; i++) {
            if (kept.get(i).epoch() >= epoch) {
                return i;
            }
        }
        return kept.size() - 1;
    }

    /** The same images stay in place, so that nothing flickers. */
    private void place(Preview preview) {
        if (preview.images().equals(shownImages)) {
            return;
        }
        shownImages = preview.images();
        reconstructions.clear();
        pairs.removeAll();
        var version = about.version();
        for (int image : shownImages) {
            var original = new CrispImage(
                    DatasetRoutes.squarePng(version.id(), version.trainCount() + image), "Test image " + image, edge());
            var again = new CrispImage(RunRoutes.previewPng(about.run().id(), preview, image), "", edge());
            reconstructions.add(again);
            var pair = new Div(original, again);
            pair.addClassName("odd-epoch-preview__pair");
            pairs.add(pair);
        }
    }

    private int edge() {
        int size = about.version().imageSize();
        return size > ROOM ? ROOM : size * (ROOM / size);
    }
}
