package oddboard.api.label;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import oddboard.label.LabelChange;
import oddboard.label.LabelMark;
import oddboard.label.LabelMarks;
import oddboard.label.LabelSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Labels that users say are wrong, and what becomes of them. */
@Tag(name = "Labels")
@RestController
@RequestMapping("/api/v1/versions/{id}/label-marks")
public class LabelMarksApi {
    private final Datasets datasets;
    private final LabelMarks marks;
    private final ImageLists lists;
    private final Users users;

    LabelMarksApi(Datasets datasets, LabelMarks marks, ImageLists lists, Users users) {
        this.datasets = datasets;
        this.marks = marks;
        this.lists = lists;
        this.users = users;
    }

    /** {@code index} among the test images; {@code label} is what it should be, {@code was} what it is now. */
    public record MarkResponse(
            String id,
            int index,
            String file,
            String was,
            String label,
            boolean anomalous,
            String type,
            String reason,
            @Nullable String run,
            String by,
            Instant createdAt,
            String state,
            String decidedBy,
            @Nullable Instant decidedAt) {
        /** @param list of the version's test images */
        public static MarkResponse of(LabelMark m, ImageList list) {
            int index = list.index(m.image());
            return new MarkResponse(
                    Long.toString(m.id()),
                    m.image(),
                    list.name(index),
                    list.label(index),
                    m.label(),
                    m.anomalous(),
                    m.type(),
                    m.reason(),
                    m.run() == null ? null : Long.toString(m.run()),
                    m.author(),
                    m.createdAt(),
                    m.state().name().toLowerCase(Locale.ROOT),
                    m.decidedBy(),
                    m.decidedAt());
        }
    }

    /** {@code label} 1 = anomalous; {@code run} is where it was seen. */
    record NewMark(
            @Bounds(max = Integer.MAX_VALUE) @Required @Nullable Integer index,

            @Bounds(max = 1, code = "LABEL_VALUE") @Required @Nullable Integer label,

            @Nullable String type,

            @Limit(value = 1000, code = "REASON_TOO_LONG") @Nullable String reason,

            @Nullable String run) {}

    record Decision(
            @Limit(100_000) @Required @Nullable List<String> ids,

            @Limit(value = 2000, code = "NOTE_TOO_LONG") @Nullable String note) {}

    /** {@code labelSet} is its number; null where all images had the labels already. */
    record Decided(int decided, @Nullable Integer labelSet) {}

    @Operation(summary = "Labels that users say are wrong", description = "Newest first.")
    @GetMapping
    Page<MarkResponse> list(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DatasetVersion version = seen(id);
        ImageList list = lists.of(version, LabelSet.NEWEST, ImageFilter.test(""), users.require());
        List<LabelMark> newestFirst = marks
                .list(
                        version.id(),
                        Fields.oneOf("state", LabelMark.State.class, state, LabelMark.State.OPEN),
                        users.require())
                .stream()
                .sorted(Comparator.comparingLong(LabelMark::id).reversed())
                .toList();
        return Cursor.of(limit, cursor).descending(newestFirst, LabelMark::id, m -> MarkResponse.of(m, list));
    }

    @Operation(summary = "Say that a label is wrong")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MarkResponse mark(@PathVariable long id, @RequestBody NewMark body) {
        DatasetVersion version = seen(id);
        int label = Fields.required("label", body.label);
        if (label != 0 && label != 1) {
            throw new InputException("LABEL_VALUE", "", "label", "A label is 0 (normal) or 1 (anomalous).");
        }
        LabelMark mark = marks.mark(
                version.id(),
                new LabelChange(Fields.required("index", body.index), label == 1, body.type == null ? "" : body.type),
                body.reason == null ? "" : body.reason,
                body.run == null ? null : Fields.id("run", body.run),
                users.require());
        return MarkResponse.of(mark, lists.of(version, LabelSet.NEWEST, ImageFilter.test(""), users.require()));
    }

    @Operation(summary = "Take suggestions over", description = "The labels become the next label set.")
    @PostMapping("/approve")
    Decided approve(@PathVariable long id, @RequestBody Decision body) {
        List<Long> ids = ids(body);
        Optional<LabelSet> set = marks.approve(seen(id).id(), ids, body.note == null ? "" : body.note, users.require());
        return new Decided(ids.size(), set.map(LabelSet::number).orElse(null));
    }

    @Operation(summary = "Reject suggestions")
    @PostMapping("/reject")
    Decided reject(@PathVariable long id, @RequestBody Decision body) {
        List<Long> ids = ids(body);
        marks.reject(seen(id).id(), ids, users.require());
        return new Decided(ids.size(), null);
    }

    /** A rejected one waits again. */
    @Operation(summary = "Let a rejected suggestion wait again")
    @PostMapping("/{mark}/reopen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reopen(@PathVariable long id, @PathVariable long mark) {
        marks.reopen(seen(id).id(), mark, users.require());
    }

    private static List<Long> ids(Decision body) {
        return Fields.required("ids", body.ids).stream()
                .map(text -> Fields.id("ids", text))
                .distinct()
                .toList();
    }

    private DatasetVersion seen(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }
}
