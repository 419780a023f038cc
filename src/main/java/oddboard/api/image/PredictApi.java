package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.common.InputException;
import oddboard.image.RasterImage;
import oddboard.scoring.Prediction;
import oddboard.scoring.PredictionInput;
import oddboard.scoring.PredictionRoom;
import oddboard.scoring.Predictions;
import oddboard.scoring.Scoring;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One image scored at once; nothing of it is kept. */
@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/models")
class PredictApi {
    private final Predictions predictions;
    private final PredictionRoom room;
    private final Users users;

    PredictApi(Predictions predictions, PredictionRoom room, Users users) {
        this.predictions = predictions;
        this.room = room;
        this.users = users;
    }

    /** {@code map} a PNG in base64; null where nobody asked. */
    record PredictionResponse(
            double score,
            @Nullable Double calibrated,
            @Nullable Double threshold,
            @Nullable Boolean flagged,
            @Nullable String outcome,
            String model,
            int version,
            @Nullable String map) {

        static PredictionResponse of(Prediction prediction) throws IOException {
            Scoring.AppliedThreshold threshold = prediction.threshold();
            Scoring.Outcome outcome = prediction.outcome();
            RasterImage map = prediction.map();
            return new PredictionResponse(
                    prediction.score(),
                    prediction.calibrated(),
                    threshold == null ? null : threshold.value(),
                    outcome == null ? null : outcome == Scoring.Outcome.FLAGGED,
                    outcome == null ? null : Fields.spelled(outcome),
                    prediction.model().model(),
                    prediction.model().version(),
                    map == null ? null : Base64.getEncoder().encodeToString(Png.errorMap(map, 255)));
        }
    }

    @Operation(
            summary = "Score one image now",
            description =
                    "By name@alias or name@sha256:…. The body is the image file, at most 32 MB; nothing of it is kept."
                            + " Many images are scored faster by a scoring.")
    @PostMapping("/{ref}/predict")
    PredictionResponse predict(
            @PathVariable String ref, @RequestParam(defaultValue = "false") boolean map, HttpServletRequest request)
            throws Exception {
        return answer(ref, map, request);
    }

    @Operation(
            summary = "Score one image now with a version of a model",
            description = "The body is the image file, at most 32 MB; nothing of it is kept.")
    @PostMapping("/{name}/{version:\\d+}/predict")
    PredictionResponse predictByVersion(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(defaultValue = "false") boolean map,
            HttpServletRequest request)
            throws Exception {
        return answer(name + "/" + version, map, request);
    }

    private PredictionResponse answer(String ref, boolean map, HttpServletRequest request) throws Exception {
        try (var held = room.read(request.getInputStream(), request.getContentLengthLong(), Predictions.MAX_BYTES)) {
            if (held.bytes().length > Predictions.MAX_BYTES) {
                throw new InputException(
                        "IMAGE_TOO_LARGE",
                        "image",
                        "",
                        "The image has more than 32 MB; save it smaller, or start a scoring.");
            }
            return PredictionResponse.of(predictions
                    .predict(
                            ref,
                            List.of(PredictionInput.file(held.bytes())),
                            map ? PredictionInput.MapWanted.PICTURE : PredictionInput.MapWanted.NONE,
                            users.require())
                    .getFirst());
        }
    }
}
