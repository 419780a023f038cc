package oddboard.scoring;

import java.nio.ByteBuffer;
import oddboard.dataset.ModelInput;
import oddboard.detector.Dependence;
import oddboard.detector.Explanation;
import oddboard.detector.MapGrid;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.evaluation.AnomalyMaps;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.evaluation.StitchedMap;
import oddboard.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * Scores images tile by tile, as runs do: each tile's score is kept as float32, and the image's is made of them in double.
 *
 * @param frame of the tiles
 */
record TileScoring(Model model, ModelInput.Tiles tiles, ReconstructionFrame frame) {

    /** @param map on the square that shows the whole image; null where nobody asked */
    record Result(double score, float @Nullable [] map) {}

    /** Why a model can't score single images by their tiles; null where it can. */
    static @Nullable String refusal(Model model, ModelVersion version) {
        return model.dependence() == Dependence.IMAGE
                ? null
                : version.ref()
                        + " sees tiles, and scores each by its place or by the tiles beside it, so that no image"
                        + " would score as it did in the run; start a run without \"sampleAtScoring\" and"
                        + " \"batchStatistics\".";
    }

    /** @return false where it was asked to stop */
    boolean all(NewImages images, int first, boolean maps, ScoringWriter writer) {
        ByteBuffer shown = ByteBuffer.allocate(images.shape().elements());
        for (int i = first; i < images.count(); i++) {
            if (writer.stopRequested()) {
                return false;
            }
            images.read(i, shown.clear());
            Result result = images.fault(i) != null ? new Result(0, null) : one(images.tiles(i), maps, batches(writer));
            if (result == null) {
                return false;
            }
            writer.accept(i, result.score, new Explanation(null, result.map));
            writer.images(0, i + 1, images.count());
        }
        return true;
    }

    /** The tiles of one image are no progress that anybody sees. */
    private static Progress batches(ScoringWriter writer) {
        return new QuietProgress() {
            @Override
            public boolean stopRequested() {
                return writer.stopRequested();
            }
        };
    }

    /** @return null where it was asked to stop */
    @Nullable Result one(NewImages.Tiles image, boolean map, Progress progress) {
        double[] scores = new double[image.frames().size()];
        MapGrid grid = ScoringWriter.grid(model.mapGrid(), frame.size());
        StitchedMap stitched = map ? new StitchedMap(image.frames().getFirst(), grid, image.shown()) : null;
        byte[] tile = new byte[image.squares().shape().elements()];
        boolean whole = model.score(
                image.squares(),
                (index, score, explanation) -> {
                    scores[index] = (float) score;
                    if (stitched != null) {
                        if (explanation.map() == null) {
                            image.squares().read(index, ByteBuffer.wrap(tile));
                        }
                        // As runs store them, so that both show the same.
                        byte[] packed = AnomalyMaps.packed(ScoringWriter.map(frame, tile, explanation));
                        stitched.add(image.frames().get(index), AnomalyMaps.unpacked(packed));
                    }
                },
                progress);
        return whole ? new Result(tiles.score().of(scores), stitched == null ? null : stitched.values()) : null;
    }
}
