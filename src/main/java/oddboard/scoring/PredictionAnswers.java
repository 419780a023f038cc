package oddboard.scoring;

import oddboard.detector.Explanation;
import oddboard.detector.MapGrid;
import oddboard.evaluation.AnomalyMaps;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.scoring.PredictionRepository.Answer;
import oddboard.scoring.PredictionRepository.Request;
import org.jspecify.annotations.Nullable;

/** What a worker answers of an image that it scored, with the map that was asked for. */
record PredictionAnswers(MapScales scales) {

    /**
     * Of an image that the model sees whole.
     *
     * @param pixels what it saw, uint8 HWC
     * @param frame where they lie in the image
     */
    Answer whole(
            LoadedModels.Loaded loaded,
            Request request,
            byte[] pixels,
            InputFrame frame,
            double score,
            Explanation explanation) {
        MapGrid grid = ScoringWriter.grid(loaded.model().mapGrid(), frame.size());
        byte[] packed = request.map() == PredictionInput.MapWanted.NONE
                ? null
                : AnomalyMaps.packed(ScoringWriter.map(loaded.frame(), pixels, explanation));
        return answer(loaded, request, (float) score, grid, packed, frame);
    }

    /**
     * @param map null where nobody asked for it
     * @param frame of the map's square in the image
     */
    Answer answer(
            LoadedModels.Loaded loaded,
            Request request,
            double score,
            MapGrid grid,
            byte @Nullable [] map,
            InputFrame frame) {
        if (map == null) {
            return new Answer(score, null, 0, null, 0, null, null);
        }
        if (request.map() == PredictionInput.MapWanted.VALUES) {
            return new Answer(score, null, 0, map, grid.edge(), null, null);
        }
        int size = frame.size();
        RasterImage shown = frame.shown(
                new RasterImage(size, size, 1, scales.shown(loaded.version().id(), grid, map, size)));
        return new Answer(score, shown.data(), shown.width(), null, 0, null, null);
    }
}
