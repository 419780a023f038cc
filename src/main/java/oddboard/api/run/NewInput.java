package oddboard.api.run;

import oddboard.api.Fields;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import org.jspecify.annotations.Nullable;

/** The field "input" of a run to start: what its detector sees of the images. */
public record NewInput(
        @Nullable Integer size,
        @Nullable String fit,
        @Nullable Integer channels,
        @Nullable NewTiles tiles) {
    public record NewTiles(
            @Nullable Integer size,
            @Nullable Integer overlap,
            @Nullable String score) {}

    public static @Nullable InputChoice choice(@Nullable NewInput given) {
        if (given == null) {
            return null;
        }
        NewTiles tiles = given.tiles;
        return new InputChoice(
                given.size,
                given.fit == null ? null : Fields.oneOf("fit", ModelInput.Fit.class, given.fit, ModelInput.Fit.PAD),
                given.channels,
                tiles == null
                        ? null
                        : new InputChoice.TilesChoice(
                                tiles.size,
                                tiles.overlap,
                                Fields.oneOf(
                                        "score",
                                        ModelInput.Tiles.Score.class,
                                        tiles.score,
                                        ModelInput.Tiles.Score.MAX)));
    }
}
