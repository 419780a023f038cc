package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import oddboard.account.Users;
import oddboard.api.run.VisibleRuns;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.evaluation.RankedRuns;
import oddboard.evaluation.RunSheets;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import oddboard.gallery.Sheets;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Packed data of a run's ranked images for the page that shows them: scores at once, images by the hundred. */
@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}/gallery")
class RunGalleryApi {
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
    private final VisibleRuns seen;
    private final RankedRuns ranked;
    private final RunSheets sheets;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final ImageLists lists;
    private final Users users;
    private final JsonMapper json;

    RunGalleryApi(
            VisibleRuns seen,
            RankedRuns ranked,
            RunSheets sheets,
            Datasets datasets,
            LabelSets labelSets,
            ImageLists lists,
            Users users,
            JsonMapper json) {
        this.seen = seen;
        this.ranked = ranked;
        this.sheets = sheets;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.lists = lists;
        this.users = users;
        this.json = json;
    }

    /** As {@link RankingBytes} says; {@code v} lets a browser keep it, so name the label set with it. */
    @Operation(
            summary = "Scores and labels of all test images, packed",
            description = "For pages that rank and filter themselves; scripts rather take the ranked images.")
    @GetMapping("/ranking")
    ResponseEntity<byte[]> ranking(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String v) {
        Run run = seen.run(id, labelSet);
        double[] scores = ranked.of(run.id()).orElseThrow(() -> noScores(run)).scores();
        Labels labels = labelSets.labels(run.version(), labelSet, users.require());
        byte[] bytes = RankingBytes.of(scores, labels, json);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(v != null && labelSet > 0 && labels.hidesNone() ? FOR_GOOD : CacheControl.noStore())
                .body(bytes);
    }

    private static ConflictException noScores(Run run) {
        return new ConflictException(
                "Run " + run.id() + " has no scores: it is " + run.job().state() + ".");
    }

    /** {@code layer} is image, reconstruction or error; {@code images} are test images such as 4,17,3. */
    @Operation(summary = "Many images of a run in one")
    @GetMapping("/{layer}.jpg")
    ResponseEntity<byte[]> sheet(
            @PathVariable long id,
            @PathVariable String layer,
            @RequestParam String images,
            @RequestParam(required = false) @Nullable String v)
            throws IOException {
        Run run = seen.run(id);
        int[] chosen = indexes(images);
        byte[] jpeg = sheets.jpeg(run, version(run), layer(layer), chosen);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(v != null ? FOR_GOOD : CacheControl.noCache().cachePrivate())
                .body(jpeg);
    }

    private static RunSheets.Layer layer(String name) {
        return Arrays.stream(RunSheets.Layer.values())
                .filter(l -> l.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no layer \"" + name + "\"."));
    }

    private static int[] indexes(String text) {
        if (!text.matches("\\d{1,9}(,\\d{1,9})*")) {
            throw new InputException("PARAMETER_INVALID", "", "images", "\"images\" are numbers such as 4,17,3.");
        }
        int[] images =
                Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        if (images.length > Sheets.BLOCK) {
            throw new InputException(
                    "PARAMETER_INVALID", "", "images", "A sheet has at most " + Sheets.BLOCK + " images.");
        }
        return images;
    }

    /** Test images whose file name has this text in it, in any case: int32, little endian, ascending. */
    @Operation(
            summary = "Test images by a part of their file names, packed",
            description = "int32, little endian, ascending.")
    @GetMapping("/named")
    ResponseEntity<byte[]> named(@PathVariable long id, @RequestParam String text) {
        Run run = seen.run(id);
        DatasetVersion version = version(run);
        ImageList list = lists.of(version, 0, ImageFilter.of("test", null, null), users.require());
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        ByteBuffer found = ByteBuffer.allocate(4 * list.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int place = 0; place < list.size(); place++) {
            if (list.name(list.index(place)).toLowerCase(Locale.ROOT).contains(wanted)) {
                found.putInt(place);
            }
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(Arrays.copyOf(found.array(), found.position()));
    }

    /** A gray image whose value at each pixel is the error there, 0..255, in the image's frame; for coloring. */
    @Operation(summary = "A test image's error at each pixel in gray, as PNG")
    @GetMapping("/errors/{index}.png")
    ResponseEntity<byte[]> errors(
            @PathVariable long id, @PathVariable int index, @RequestParam(required = false) @Nullable String v)
            throws IOException {
        Run run = seen.run(id);
        DatasetVersion version = version(run);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(v != null ? FOR_GOOD : CacheControl.noCache().cachePrivate())
                .body(Png.of(sheets.errors(run, version, index, false)));
    }

    private DatasetVersion version(Run run) {
        return datasets.findVersion(run.version(), users.require()).orElseThrow();
    }
}
