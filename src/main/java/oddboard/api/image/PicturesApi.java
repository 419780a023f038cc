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
import oddboard.dataset.VersionId;
import oddboard.evaluation.RunSheets;
import oddboard.image.Drawing;
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
    private final LabelSets labelSets;
    private final RunSheets sheets;
    private final VisibleRuns seen;
    private final Users users;

    PicturesApi(Datasets datasets, LabelSets labelSets, RunSheets sheets, VisibleRuns seen, Users users) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.sheets = sheets;
        this.seen = seen;
        this.users = users;
    }

    @Operation(summary = "An image as PNG")
    @GetMapping("/versions/{id}/images/{index}.png")
    @Nullable ResponseEntity<byte[]> image(@PathVariable long id, @PathVariable int index, WebRequest request) throws Exception {
        DatasetVersion version = version(new VersionId(id));
        if (index < 0 || index >= version.trainCount() + version.testCount()) {
            throw new NotFoundException("This version has no image " + index + ".");
        }
        return png(
                request,
                "image",
                version.createdAt(),
                id,
                index,
                () -> Png.of(datasets.image(version, index), version.imageSize(), version.channels()));
    }

    /** As pixel metrics read it. */
    @Operation(
            summary = "The mask of a test image, as PNG",
            description = "At the size of the version's images: 255 where a pixel is anomalous, 0 elsewhere; 0 is"
                    + " transparent. All 0 where the image has no mask: pixel metrics take a normal image as normal all over,"
                    + " and leave an anomalous one out.")
    @GetMapping("/versions/{id}/images/{index}/mask.png")
    @Nullable ResponseEntity<byte[]> mask(@PathVariable long id, @PathVariable int index, WebRequest request) throws Exception {
        DatasetVersion version = version(new VersionId(id));
        int testIndex = masked(version, index);
        if (isHidden(version, testIndex)) {
            throw new NotFoundException("The mask of image " + index + " is private, as its label is.");
        }
        byte[] mask = datasets.mask(version, testIndex).orElseGet(() -> nothing(version));
        return png(request, "mask-values", version.createdAt(), id, index, () -> Png.mask(mask, version.imageSize()));
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
                    .body(Drawing.outline(nothing(version), version.imageSize()));
        }
        byte[] mask = datasets.mask(version, testIndex).orElseGet(() -> nothing(version));
        return png(
                request, "outline", version.createdAt(), id, index, () -> Drawing.outline(mask, version.imageSize()));
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

    private static byte[] nothing(DatasetVersion version) {
        return new byte[version.imageSize() * version.imageSize()];
    }

    @Operation(summary = "A test image as the run reconstructed it, as PNG")
    @GetMapping("/runs/{id}/images/{index}/reconstruction.png")
    @Nullable ResponseEntity<byte[]> reconstruction(@PathVariable long id, @PathVariable int index, WebRequest request)
            throws Exception {
        Run run = seen.run(id);
        DatasetVersion version = version(run.version());
        return png(
                request,
                "reconstruction",
                run.creation().at(),
                id,
                index,
                () -> Png.of(sheets.reconstruction(run, version, index), version.imageSize(), version.channels()));
    }

    @Operation(
            summary = "A test image's error at each pixel, as PNG",
            description =
                    "The largest difference over the channels, or the detector's own anomaly map, on the run's own "
                            + "scale.")
    @GetMapping("/runs/{id}/images/{index}/error-map.png")
    @Nullable ResponseEntity<byte[]> errorMap(@PathVariable long id, @PathVariable int index, WebRequest request)
            throws Exception {
        Run run = seen.run(id);
        DatasetVersion version = version(run.version());
        return png(request, "error-map", run.creation().at(), id, index, () -> errorMap(run, version, index));
    }

    private byte[] errorMap(Run run, DatasetVersion version, int index) throws IOException {
        byte[][] png = new byte[1][];
        double scale = sheets.errorScale(run);
        sheets.read(
                run,
                version,
                new int[] {index},
                (i, layers) -> png[0] = Png.errorMap(layers.errors(), version.imageSize(), scale));
        return png[0];
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
