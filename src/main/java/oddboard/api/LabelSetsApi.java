package oddboard.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.Csv;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Labels")
@RestController
@RequestMapping("/api/v1/versions/{id}/label-sets")
class LabelSetsApi {
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelDrafts drafts;
    private final NewLabels newLabels;
    private final Users users;

    LabelSetsApi(Datasets datasets, LabelSets labelSets, LabelDrafts drafts, NewLabels newLabels, Users users) {
        this.newLabels = newLabels;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.drafts = drafts;
        this.users = users;
    }

    record LabelSetResponse(String id, int number, int anomalyCount, String note, String author, Instant createdAt) {
        static LabelSetResponse of(LabelSet s) {
            return new LabelSetResponse(
                    Long.toString(s.id()), s.number(), s.anomalyCount(), s.note(), s.author(), s.createdAt());
        }
    }

    record NewLabelSet(
            @Limit(value = 2000, code = "NOTE_TOO_LONG") @Nullable String note,

            @Limit(NewLabels.MAX) @Required @Nullable List<NewLabels.NewLabel> labels) {}

    @Operation(summary = "Label sets of a version", description = "Newest first.")
    @GetMapping
    Page<LabelSetResponse> list(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).descending(labelSets.list(seen(id)), LabelSet::number, LabelSetResponse::of);
    }

    @Operation(summary = "A label set")
    @GetMapping("/{number}")
    LabelSetResponse get(@PathVariable long id, @PathVariable int number) {
        return LabelSetResponse.of(labelSets.require(seen(id), number));
    }

    /** The labels as a file that can be sent back; those that are hidden from the caller are left out. */
    @Operation(
            summary = "The labels as CSV",
            description =
                    "ID,label,type in the order of the test images, without those that are hidden; the file can be sent back.")
    @GetMapping("/{number}/labels.csv")
    ResponseEntity<String> csv(@PathVariable long id, @PathVariable int number) {
        Labels labels = labelSets.labels(seen(id), number, users.require());
        StringBuilder text = new StringBuilder("ID,label,type\n");
        for (int i : labels.images()) {
            text.append(i)
                    .append(',')
                    .append(labels.anomalous()[i] ? 1 : 0)
                    .append(',')
                    .append(Csv.cell(labels.type()[i]))
                    .append('\n');
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("labels-" + id + "-" + labels.number() + ".csv")
                                .build()
                                .toString())
                .body(text.toString());
    }

    @Operation(
            summary = "Relabel: save the next label set",
            description =
                    "Images that are not named keep their labels. Every run of the version is evaluated with the new "
                            + "set at once. As text/csv: ID,label[,type] or file,label[,type].")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    LabelSetResponse save(@PathVariable long id, @RequestBody NewLabelSet body) {
        VersionId version = seen(id);
        List<LabelChange> changes = newLabels.read(version, body.labels);
        return LabelSetResponse.of(
                labelSets.save(version, changes, body.note == null ? "" : body.note, users.require()));
    }

    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    LabelSetResponse save(@PathVariable long id, @RequestParam(defaultValue = "") String note, @RequestBody String csv)
            throws IOException {
        VersionId version = seen(id);
        User by = users.require();
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        List<LabelChange> changes = drafts.read(version, "the labels", new ByteArrayInputStream(bytes), by);
        return LabelSetResponse.of(labelSets.save(version, changes, note, by));
    }

    private VersionId seen(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .map(DatasetVersion::id)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }
}
