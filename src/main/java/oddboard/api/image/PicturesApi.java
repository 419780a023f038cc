package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import oddboard.account.Users;
import oddboard.api.run.VisibleRuns;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.Originals;
import oddboard.dataset.VersionId;
import oddboard.evaluation.RunSheets;
import oddboard.image.Drawing;
import oddboard.image.RasterImage;
import oddboard.label.LabelSet;
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
import org.springframework.web.context.request.WebRequest;

/**
 * PNGs of test and training images. They never change, so a browser may keep them: for good where the address has
 * {@code ?v=}, the moment of creation, for another database may use the same ids. Who may see them is asked at each call.
 */
@Tag(name = "Images")
@RestController
@RequestMapping("/api/v1")
class PicturesApi {
    private static final String VERSION = "v";

    private final Datasets datasets;
    private final Inputs inputs;
    private final LabelSets labelSets;
    private final RunSheets sheets;
    private final VisibleRuns seen;
    private final Users users;

    PicturesApi(
            Datasets datasets, Inputs inputs, LabelSets labelSets, RunSheets sheets, VisibleRuns seen, Users users) {
        this.datasets = datasets;
        this.inputs = inputs;
        this.labelSets = labelSets;
        this.sheets = sheets;
        this.seen = seen;
        this.users = users;
    }

    @Operation(
            summary = "An image as PNG",
            description = "At its own size where the version keeps that; with frame=square as the version packs it.")
    @GetMapping("/versions/{id}/images/{index}.png")
    @Nullable ResponseEntity<byte[]> image(
            @PathVariable long id,
            @PathVariable int index,
            @RequestParam(required = false) @Nullable String frame,
            WebRequest request)
            throws Exception {
        DatasetVersion version = version(new VersionId(id));
        boolean square = Frame.of(frame) == Frame.SQUARE || version.own() == null;
        if (index < 0 || index >= version.trainCount() + version.testCount()) {
            throw new NotFoundException("This version has no image " + index + ".");
        }
        return png(
                request,
                square ? "image" : "own-image",
                version.createdAt(),
                id,
                index,
                () -> square
                        ? Png.of(datasets.image(version, index), version.imageSize(), version.channels())
                        : Png.of(inputs.stored(version.id()).read(index)));
    }

    /** As pixel metrics read it. */
    @Operation(
            summary = "The mask of a test image, as PNG",
            description = "At the image's own size: 255 where a pixel is anomalous, 0 elsewhere; 0 is"
                    + " transparent. All 0 where the image has no mask: pixel metrics take a normal image as normal all over,"
                    + " and leave an anomalous one out.")
    @GetMapping("/versions/{id}/images/{index}/mask.png")
    @Nullable ResponseEntity<byte[]> mask(@PathVariable long id, @PathVariable int index, WebRequest request) throws Exception {
        DatasetVersion version = version(new VersionId(id));
        int testIndex = masked(version, index);
        if (isHidden(version, testIndex)) {
            throw new NotFoundException("The mask of image " + index + " is private, as its label is.");
        }
        return png(request, "mask-values", version.createdAt(), id, index, () -> Png.mask(mask(version, testIndex)));
    }

    /** Empty where nobody marked anything. */
    @Operation(
            summary = "Outline of what is anomalous, as PNG",
            description = "To lay over the image; empty where nobody marked anything.")
    @GetMapping("/versions/{id}/images/{index}/outline.png")
    @Nullable ResponseEntity<byte[]> outline(@PathVariable long id, @PathVariable int index, WebRequest request)
            throws Exception {
        DatasetVersion version = version(new VersionId(id));
        int testIndex = masked(version, index);
        if (isHidden(version, testIndex)) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.IMAGE_PNG)
                    .body(Drawing.outline(nothing(version, testIndex)));
        }
        return png(request, "outline", version.createdAt(), id, index, () -> Drawing.outline(mask(version, testIndex)));
    }

    private RasterImage mask(DatasetVersion version, int testIndex) throws IOException {
        Originals images = inputs.stored(version.id());
        int index = version.trainCount() + testIndex;
        return new RasterImage(images.width(index), images.height(index), 1, images.mask(testIndex));
    }

    /** @return its place among the test images */
    private static int masked(DatasetVersion version, int index) {
        int testIndex = index - version.trainCount();
        if (version.report().masks() == 0 || testIndex < 0 || testIndex >= version.testCount()) {
            throw new NotFoundException("Image " + index + " of this version has no mask.");
        }
        return testIndex;
    }

    private boolean isHidden(DatasetVersion version, int testIndex) {
        return labelSets.labels(version.id(), LabelSet.NEWEST, users.require()).isHidden(testIndex);
    }

    private RasterImage nothing(DatasetVersion version, int testIndex) {
        Originals images = inputs.stored(version.id());
        int index = version.trainCount() + testIndex;
        int width = images.width(index);
        int height = images.height(index);
        return new RasterImage(width, height, 1, new byte[width * height]);
    }

    @Operation(summary = "A test image as the run reconstructed it, as PNG")
    @GetMapping("/runs/{id}/images/{index}/reconstruction.png")
    @Nullable ResponseEntity<byte[]> reconstruction(
            @PathVariable long id,
            @PathVariable int index,
            @RequestParam(required = false) @Nullable String frame,
            WebRequest request)
            throws Exception {
        boolean square = Frame.of(frame) == Frame.SQUARE;
        Run run = seen.run(id);
        DatasetVersion version = version(run.version());
        return png(
                request,
                square ? "reconstruction" : "own-reconstruction",
                run.creation().at(),
                id,
                index,
                () -> Png.of(sheets.reconstruction(run, version, index, square)));
    }

    @Operation(
            summary = "A test image's error at each pixel, as PNG",
            description =
                    "The largest difference over the channels, or the detector's own anomaly map, on the run's own "
                            + "scale.")
    @GetMapping("/runs/{id}/images/{index}/error-map.png")
    @Nullable ResponseEntity<byte[]> errorMap(
            @PathVariable long id,
            @PathVariable int index,
            @RequestParam(required = false) @Nullable String frame,
            WebRequest request)
            throws Exception {
        boolean square = Frame.of(frame) == Frame.SQUARE;
        Run run = seen.run(id);
        DatasetVersion version = version(run.version());
        return png(
                request,
                square ? "error-map" : "own-error-map",
                run.creation().at(),
                id,
                index,
                () -> Png.errorMap(sheets.errors(run, version, index, square), sheets.errorScale(run)));
    }

    private DatasetVersion version(VersionId id) {
        return datasets.findVersion(id, users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }

    static String versioned(String address, Instant created) {
        return address + "?" + VERSION + "=" + created.toEpochMilli();
    }

    /** Null where the browser has it already. */
    static @Nullable ResponseEntity<byte[]> png(
            WebRequest request, String kind, Instant created, long id, int index, Callable<byte[]> png)
            throws Exception {
        String tag = "\"" + kind + "-" + created.toEpochMilli() + "-" + id + "-" + index + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        CacheControl unversioned = CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate();
        CacheControl versioned =
                CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
        return ResponseEntity.ok()
                .cacheControl(request.getParameter(VERSION) == null ? unversioned : versioned)
                .eTag(tag)
                .contentType(MediaType.IMAGE_PNG)
                .body(png.call());
    }
}
