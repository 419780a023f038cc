package oddboard.dataset;

import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a run's input; what is null follows from the version, or from the tiles.
 *
 * @param fit null = as the version's own squares were made; padded where it has no others
 */
public record InputChoice(
        @Nullable Integer size,
        ModelInput.@Nullable Fit fit,
        @Nullable Integer channels,
        @Nullable TilesChoice tiles) {
    /** @param overlap null = an eighth of the size */
    public record TilesChoice(
            @Nullable Integer size, @Nullable Integer overlap, ModelInput.Tiles.@Nullable Score score) {
        private ModelInput.Tiles whole() {
            if (size == null) {
                throw new InputException("INPUT_INVALID", "", "input", "\"size\" of the tiles is missing.");
            }
            return new ModelInput.Tiles(
                    size, overlap == null ? size / 8 : overlap, score == null ? ModelInput.Tiles.Score.MAX : score);
        }
    }

    public static InputChoice of(ModelInput input) {
        var tiles = input.tiles();
        return new InputChoice(
                input.size(),
                input.fit(),
                input.channels(),
                tiles == null ? null : new TilesChoice(tiles.size(), tiles.overlap(), tiles.score()));
    }

    /** @throws InputException where no detector can see images so */
    public ModelInput on(DatasetVersion version) {
        var own = version.own();
        var whole = tiles == null ? null : tiles.whole();
        int edge = whole == null
                ? version.imageSize()
                : Math.clamp(whole.size() / 16 * 16L, ModelInput.MIN_SIZE, ModelInput.MAX_SIZE);
        var input = new ModelInput(
                size == null ? edge : size,
                fit != null ? fit : own == null ? ModelInput.Fit.PAD : own.fit(),
                channels == null ? version.channels() : channels,
                whole);
        input.check();
        return input;
    }
}
