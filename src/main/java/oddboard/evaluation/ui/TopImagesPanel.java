package oddboard.evaluation.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.run.RunRoutes;
import oddboard.run.ui.Address;
import oddboard.run.ui.RunPage;
import oddboard.ui.MarkupTiles;
import oddboard.ui.Panel;

/** The most anomalous test images of a run that succeeded, each beside its reconstruction and error map. */
@JsModule("context://odd-crisp-image.js")
final class TopImagesPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 8;

    TopImagesPanel(RunPage.Shown shown, Ranking ranking) {
        super("Most anomalous");
        setNote(shown.run().traits().reconstructs() ? "image, reconstruction, error" : "image, anomaly map");
        var tiles = new MarkupTiles((what, image) ->
                UI.getCurrent().navigate(Address.of(RunRoutes.images(shown.run().id()), Map.of("image", image))));
        tiles.addClassName("odd-tiles");
        tiles.getStyle().set("--odd-tile", ImageTile.width(shown) + "px");
        var markup = new LinkedHashMap<String, String>();
        for (int rank = 1; rank <= Math.min(SHOWN, ranking.size()); rank++) {
            markup.put(Integer.toString(ranking.index(rank)), ImageTile.of(shown, ranking, rank, ranking.balanced()));
        }
        tiles.show(markup);
        setActions(new Anchor(RunRoutes.images(shown.run().id()), "All ranked images"));
        add(tiles);
    }
}
