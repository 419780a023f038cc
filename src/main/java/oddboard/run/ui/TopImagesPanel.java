package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import java.util.Map;
import oddboard.run.RunRoutes;
import oddboard.ui.Panel;

/** The most anomalous test images of a run that succeeded, each beside its reconstruction and error map. */
final class TopImagesPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 8;

    TopImagesPanel(RunPage.Shown shown, Ranking ranking) {
        super("Most anomalous");
        setNote("image, reconstruction, error");
        var tiles = ImageTile.gallery(shown);
        for (int rank = 1; rank <= Math.min(SHOWN, ranking.size()); rank++) {
            var tile = new ImageTile(shown, ranking, rank, ranking.balanced());
            int index = ranking.index(rank);
            tile.onOpen(() -> tile.getUI().ifPresent(ui -> ui.navigate(Address.of(
                    RunRoutes.images(shown.run().id()), Map.of("image", Integer.toString(index))))));
            tiles.add(tile);
        }
        setActions(new Anchor(RunRoutes.images(shown.run().id()), "All ranked images"));
        add(tiles);
    }
}
