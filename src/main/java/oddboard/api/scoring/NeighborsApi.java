package oddboard.api.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetRoutes;
import oddboard.scoring.Neighbors;
import oddboard.scoring.ScoringId;
import oddboard.scoring.Scorings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings/{id}/images/{index}/nearest")
class NeighborsApi {
    private static final int COUNT = 6;

    private final Scorings scorings;
    private final Neighbors neighbors;
    private final Users users;

    NeighborsApi(Scorings scorings, Neighbors neighbors, Users users) {
        this.scorings = scorings;
        this.neighbors = neighbors;
        this.users = users;
    }

    record NearestResponse(String version, int step, List<NearestImage> items) {}

    record NearestImage(int index, String file, double distance, String image) {}

    @Operation(
            summary = "Training images that look most like a scored image",
            description = "By a plain descriptor, not by the detector: the means of 16 x 16 fields of each square, and"
                    + " their Euclidean distance. The first call for a large version takes seconds.")
    @GetMapping
    NearestResponse nearest(@PathVariable long id, @PathVariable int index) throws IOException {
        User user = users.require();
        Neighbors.Found found = neighbors.nearest(scorings.require(new ScoringId(id), user), index, COUNT, user);
        return new NearestResponse(
                found.version().toString(),
                found.step(),
                found.nearest().stream()
                        .map(one -> new NearestImage(
                                one.index(),
                                one.file(),
                                one.distance(),
                                DatasetRoutes.squarePng(found.version(), one.index())))
                        .toList());
    }
}
