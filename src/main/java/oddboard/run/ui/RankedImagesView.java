package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import oddboard.run.RunRoutes;
import oddboard.ui.EmptyState;
import org.jspecify.annotations.Nullable;

/** The test images from the most anomalous to the least, judged at a threshold that can be moved. */
@Route("runs/:id/images")
@PermitAll
class RankedImagesView extends RunPage {
    private static final long serialVersionUID = 1L;
    static final int PAGE = 60;
    private transient @Nullable Gallery gallery;

    RankedImagesView(RunServices services) {
        super(services, "images");
    }

    @Override
    void show(Shown shown, QueryParameters query) {
        var scores = scores(shown);
        if (scores.isEmpty()) {
            add(NoResult.of(shown.run()));
            return;
        }
        gallery = new Gallery(shown, Ranking.of(scores.get()), GalleryState.of(query));
    }

    /** The bar, the tiles that are chosen, and the full view of one. */
    private final class Gallery {
        private final Shown shown;
        private final Ranking ranking;
        private final GalleryBar bar;
        private final Div tiles;
        private final MoreButton more = new MoreButton(this::more);
        private final Div rest = new Div();
        private int[] chosen = {};
        private String[] names = {};

        Gallery(Shown shown, Ranking ranking, GalleryState state) {
            this.shown = shown;
            this.ranking = ranking;
            bar = new GalleryBar(ranking, state, s -> changed());
            tiles = ImageTile.gallery(shown);
            add(bar, tiles, rest, more);
            choose();
            Integer image = state.image();
            if (image != null && image < ranking.size()) {
                open(image);
            }
        }

        private void changed() {
            write();
            choose();
        }

        private void write() {
            Address.replace(RankedImagesView.this, RunRoutes.images(shown.run().id()),
                    withLabels(bar.state().query()));
        }

        private void choose() {
            var state = bar.state();
            int[] now = ranking.select(bar.at(), state.outcome(), state.type(), state.rising());
            if (Arrays.equals(now, chosen) && tiles.getComponentCount() > 0) {
                tiles.getChildren().forEach(this::judge);
                return;
            }
            chosen = now;
            tiles.removeAll();
            rest.removeAll();
            if (chosen.length == 0) {
                rest.add(new EmptyState("No image fits", "Move the threshold, or choose another outcome or type."));
            }
            more();
        }

        private void judge(Component tile) {
            ((ImageTile) tile).judge(bar.at());
        }

        private void more() {
            int from = tiles.getComponentCount();
            int to = Math.min(chosen.length, from + PAGE);
            for (int i = from; i < to; i++) {
                int index = chosen[i];
                var tile = new ImageTile(shown, ranking, ranking.rank(index), bar.at());
                tile.onOpen(() -> open(index));
                tiles.add(tile);
            }
            more.show(to, chosen.length);
        }

        private void open(int index) {
            var dialog = new ImageDialog(shown, ranking, bar.at(), chosen, index, this::name, this::moved);
            dialog.open();
            moved(index);
        }

        private String name(int index) {
            if (names.length == 0) {
                names = services.labelSets().imageNames(shown.version().id(), shown.viewer());
            }
            int at = shown.version().trainCount() + index;
            return at < names.length ? names[at] : "test image " + index;
        }

        private void moved(@Nullable Integer index) {
            bar.image(index);
            write();
        }
    }
}
