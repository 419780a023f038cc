package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.api.run.VisibleRuns;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ModelInput;
import oddboard.run.Preview;
import oddboard.run.Run;
import oddboard.run.RunFeed;
import oddboard.run.RunRoutes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Test images as a run reconstructed them while it trained. */
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs/{id}/previews")
class PreviewsApi {
    private final RunFeed feed;
    private final VisibleRuns seen;
    private final Datasets datasets;
    private final Users users;

    PreviewsApi(RunFeed feed, VisibleRuns seen, Datasets datasets, Users users) {
        this.feed = feed;
        this.seen = seen;
        this.datasets = datasets;
        this.users = users;
    }

    record PreviewedResponse(int epoch, List<Integer> images, List<String> links) {}

    @Operation(summary = "Test images as the run reconstructed them while it trained")
    @GetMapping
    Page<PreviewedResponse> list(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Run run = seen.run(id);
        return Cursor.of(limit, cursor)
                .ascending(
                        feed.previews(run.id()),
                        Preview::epoch,
                        p -> new PreviewedResponse(
                                p.epoch(),
                                p.images(),
                                p.images().stream()
                                        .map(image -> RunRoutes.previewPng(run.id(), p, image))
                                        .toList()));
    }

    /** A later attempt may make another one of the same epoch: the links distinguish them by their moment. */
    @Operation(summary = "One such reconstruction as PNG")
    @GetMapping("/{epoch}/{image}.png")
    ResponseEntity<byte[]> png(@PathVariable long id, @PathVariable int epoch, @PathVariable int image)
            throws IOException {
        Run run = seen.run(id);
        DatasetVersion version = datasets.findVersion(run.version(), users.require())
                .orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        ModelInput input = run.setup().input();
        ModelInput shown = input == null ? version.packedInput() : input;
        byte[] pixels = feed.preview(run.id(), epoch, image);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePrivate())
                .contentType(MediaType.IMAGE_PNG)
                .body(Png.of(pixels, shown.size(), shown.channels()));
    }
}
