package oddboard.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own new labels that are not saved yet, and the labels that an image has had. */
@Tag(name = "Labels")
@RestController
@RequestMapping("/api/v1/versions/{id}")
class LabelDraftApi {
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelDrafts drafts;
    private final NewLabels newLabels;
    private final Users users;

    LabelDraftApi(Datasets datasets, LabelSets labelSets, LabelDrafts drafts, NewLabels newLabels, Users users) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.drafts = drafts;
        this.newLabels = newLabels;
        this.users = users;
    }

    record DraftedLabel(int index, int label, String type) {
        static DraftedLabel of(LabelChange c) {
            return new DraftedLabel(c.image(), c.anomalous() ? 1 : 0, c.type());
        }
    }

    record NewDraft(
            @Limit(NewLabels.MAX) @Required @Nullable List<NewLabels.NewLabel> labels) {}

    record DraftNote(
            @Limit(value = 2000, code = "NOTE_TOO_LONG") @Nullable String note) {}

    record PastLabel(int labelSet, String label) {}

    @Operation(summary = "The caller's own labels that are not saved yet")
    @GetMapping("/label-draft")
    Page<DraftedLabel> get(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .ascending(drafts.of(seen(id), users.require()), LabelChange::image, DraftedLabel::of);
    }

    /** Adds to the draft; a label that equals the newest label set's leaves it. */
    @Operation(
            summary = "Add labels to the draft",
            description = "A label that equals the newest label set's leaves the draft.")
    @PatchMapping("/label-draft")
    Page<DraftedLabel> put(@PathVariable long id, @RequestBody NewDraft body) {
        VersionId version = seen(id);
        drafts.put(version, newLabels.read(version, body.labels), users.require());
        return get(id, null, null);
    }

    @Operation(summary = "Discard the draft")
    @DeleteMapping("/label-draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable long id) {
        drafts.discard(seen(id), users.require());
    }

    @Operation(
            summary = "Save the draft as the next label set",
            description = "Every run of the version is evaluated with it at once.")
    @PostMapping("/label-draft/save")
    @ResponseStatus(HttpStatus.CREATED)
    LabelSetsApi.LabelSetResponse save(@PathVariable long id, @RequestBody(required = false) @Nullable DraftNote body) {
        User by = users.require();
        String note = body == null || body.note == null ? "" : body.note;
        return LabelSetsApi.LabelSetResponse.of(drafts.save(seen(id), note, by));
    }

    /** Newest first; only where they changed, and the first. */
    @Operation(
            summary = "Labels that an image has had",
            description = "Newest first; only where they changed, and the first.")
    @GetMapping("/images/{index}/labels")
    Page<PastLabel> history(
            @PathVariable long id,
            @PathVariable int index,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DatasetVersion version = version(id);
        int test = index - version.trainCount();
        if (test < 0 || test >= version.testCount()) {
            throw new NotFoundException("This version has no test image " + index + ".");
        }
        return Cursor.of(limit, cursor)
                .descending(
                        labelSets.history(version.id(), test, users.require()),
                        p -> p.set().number(),
                        p -> new PastLabel(p.set().number(), p.label()));
    }

    private VersionId seen(long id) {
        return version(id).id();
    }

    private DatasetVersion version(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }
}
