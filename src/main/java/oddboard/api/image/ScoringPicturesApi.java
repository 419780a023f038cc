package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.Callable;
import oddboard.account.Users;
import oddboard.common.NotFoundException;
import oddboard.image.RasterImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringPictures;
import oddboard.scoring.Scorings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** PNGs of scored images and their anomaly maps; cached as those of versions and runs. */
@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings/{id}/images/{index}")
class ScoringPicturesApi {
    private final Scorings scorings;
    private final ScoringPictures pictures;
    private final Users users;

    ScoringPicturesApi(Scorings scorings, ScoringPictures pictures, Users users) {
        this.scorings = scorings;
        this.pictures = pictures;
        this.users = users;
    }

    @Operation(
            summary = "A scored image as the model saw it, as PNG",
            description = "In the image's own shape; all of it where the model sees tiles.")
    @GetMapping("/image.png")
    @Nullable ResponseEntity<byte[]> image(@PathVariable long id, @PathVariable int index, WebRequest request) throws Exception {
        Scoring scoring = scorings.require(new ScoringId(id), users.require());
        return png(scoring, index, "scored", request, () -> Png.of(pictures.image(scoring, index, users.require())));
    }

    @Operation(
            summary = "The anomaly map of a scored image, as PNG",
            description = "Over the image, on the scale of the model's run; 404 where the scoring did not keep it.")
    @GetMapping("/map.png")
    @Nullable ResponseEntity<byte[]> map(@PathVariable long id, @PathVariable int index, WebRequest request) throws Exception {
        Scoring scoring = scorings.require(new ScoringId(id), users.require());
        return png(scoring, index, "scored-map", request, () -> {
            RasterImage map = pictures.map(scoring, index)
                    .orElseThrow(() -> new NotFoundException(
                            "Scoring " + id + " did not keep the anomaly map of image " + index + "."));
            return Png.errorMap(map, 255);
        });
    }

    private static @Nullable ResponseEntity<byte[]> png(
            Scoring scoring, int index, String kind, WebRequest request, Callable<byte[]> png) throws Exception {
        return PicturesApi.png(request, kind, scoring.createdAt(), scoring.id().value(), index, png);
    }
}
