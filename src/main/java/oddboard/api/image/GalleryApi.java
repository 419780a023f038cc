package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import oddboard.gallery.Sheets;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Images of a version by split and label: who they are in pages, and how they look a hundred on a sheet. */
@Tag(name = "Images")
@RestController
@RequestMapping("/api/v1/versions/{id}")
class GalleryApi {
    private final Datasets datasets;
    private final ImageLists lists;
    private final Sheets sheets;
    private final LabelDrafts drafts;
    private final Users users;

    GalleryApi(Datasets datasets, ImageLists lists, Sheets sheets, LabelDrafts drafts, Users users) {
        this.datasets = datasets;
        this.lists = lists;
        this.sheets = sheets;
        this.drafts = drafts;
        this.users = users;
    }

    /** {@code label} is "" for training images; {@code draft} is the caller's own label that is not saved yet. */
    record ImageResponse(
            int index,
            String file,
            String split,
            String label,
            @Nullable Boolean anomalous,
            @Nullable String draft,
            String image) {}

    record ImagesResponse(
            List<ImageResponse> items, @Nullable String next, int count) {}

    /** {@code block} instead of a cursor: the images of that sheet. */
    @Operation(
            summary = "Images of a version",
            description = "Training images first, then test images, in the order of the files.")
    @GetMapping("/images")
    ResponseEntity<ImagesResponse> images(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String split,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Integer block,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        ImageList list = lists.of(version(id), labelSet, filter(split, label, type), users.require());
        Cursor page = block == null ? Cursor.of(limit, cursor, Sheets.BLOCK) : new Cursor(Sheets.BLOCK, null);
        int from = block == null ? after(list, page) : Math.clamp((long) block * Sheets.BLOCK, 0, list.size());
        int to = (int) Math.min(list.size(), (long) from + page.limit());
        Map<Integer, LabelChange> draft = draft(list);
        Page<ImageResponse> shown = page.page(
                IntStream.range(from, Math.min(list.size(), to + 1))
                        .mapToObj(list::index)
                        .toList(),
                index -> index,
                index -> image(list, index, draft));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ImagesResponse(shown.items(), shown.next(), list.size()));
    }

    private static ImageFilter filter(@Nullable String split, @Nullable String label, @Nullable String type) {
        var named = split == null || split.isEmpty() ? null : split;
        var known = Fields.oneOf("split", ImageFilter.Split.class, named, ImageFilter.Split.ALL);
        if (label != null && !ImageFilter.isLabel(label)) {
            throw new InputException(
                    "FIELD_INVALID",
                    "",
                    "label",
                    "\"label\" must be normal, anomalous, unlabeled or type:NAME, not \"" + label + "\".");
        }
        return ImageFilter.of(Fields.spelled(known), label, type);
    }

    /** The first place whose image follows the cursor's: labels may have changed since, indexes don't. */
    private static int after(ImageList list, Cursor page) {
        long last = page.after(-1);
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.index(middle) > last) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Map<Integer, LabelChange> draft(ImageList list) {
        User caller = users.require();
        Map<Integer, LabelChange> draft = new HashMap<>();
        drafts.of(list.version().id(), caller).forEach(c -> draft.put(c.image(), c));
        return draft;
    }

    private static ImageResponse image(ImageList list, int index, Map<Integer, LabelChange> draft) {
        boolean test = list.isTest(index);
        LabelChange change = draft.get(index - list.version().trainCount());
        return new ImageResponse(
                index,
                list.name(index),
                test ? "test" : "train",
                test ? list.label(index) : "",
                list.isAnomalous(index),
                change == null ? null : change.words(),
                PicturesApi.versioned(
                        DatasetRoutes.imagePng(list.version().id(), index),
                        list.version().createdAt()));
    }

    /** Immutable: where {@code label} or {@code type} is requested, name the label set. */
    @Operation(
            summary = "Many small images in one sheet",
            description = "The images of one block of the same list without a cursor, side by side as JPEG: what the "
                    + "gallery shows.")
    @GetMapping("/sheets/{block}.jpg")
    ResponseEntity<byte[]> sheet(
            @PathVariable long id,
            @PathVariable int block,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String split,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String v)
            throws IOException {
        ImageList list = lists.of(version(id), labelSet, filter(split, label, type), users.require());
        if (block < 0 || block >= Sheets.count(list)) {
            throw new NotFoundException("There are not so many images.");
        }
        // The labels that somebody may see change when they are revealed: sheets selected by them are never for good.
        boolean forGood = v != null
                && labelSet > 0
                && (list.filter().isRange() || list.labels().hidesNone());
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(
                        forGood
                                ? CacheControl.maxAge(Duration.ofDays(365))
                                        .cachePrivate()
                                        .immutable()
                                : CacheControl.noCache().cachePrivate())
                .body(sheets.jpeg(list, block));
    }

    private DatasetVersion version(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }
}
