package oddboard.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputException;
import oddboard.dataset.LabelChange;
import oddboard.dataset.LabelDrafts;
import oddboard.dataset.LabelSet;
import oddboard.dataset.LabelSets;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
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

@RestController
@RequestMapping("/api/v1/versions/{id}/label-sets")
class LabelSetsApi {
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelDrafts drafts;
    private final Users users;

    LabelSetsApi(Datasets datasets, LabelSets labelSets, LabelDrafts drafts, Users users) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.drafts = drafts;
        this.users = users;
    }

    record LabelSetResponse(String id, int number, int anomalyCount, String note, String author, Instant createdAt) {
        static LabelSetResponse of(LabelSet s) {
            return new LabelSetResponse(Long.toString(s.id()), s.number(), s.anomalyCount(), s.note(), s.author(),
                    s.createdAt());
        }
    }

    /** {@code index} or {@code file} names a test image; {@code label} 1 = anomalous. */
    record NewLabel(@Nullable Integer index, @Nullable String file, @Nullable Integer label, @Nullable String type) {}

    record NewLabelSet(@Nullable String note, @Nullable List<NewLabel> labels) {}

    @GetMapping
    Page<LabelSetResponse> list(@PathVariable long id, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor, 100, 0).of(labelSets.list(seen(id)), LabelSetResponse::of);
    }

    /** The labels as a file that can be sent back; those that are hidden from the caller are left out. */
    @GetMapping("/{number}/labels.csv")
    ResponseEntity<String> csv(@PathVariable long id, @PathVariable int number) {
        Labels labels = labelSets.labels(seen(id), number, users.require());
        StringBuilder text = new StringBuilder("ID,label,type\n");
        for (int i : labels.images()) {
            text.append(i).append(',').append(labels.anomalous()[i] ? 1 : 0).append(',')
                    .append(quoted(labels.type()[i])).append('\n');
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8")).body(text.toString());
    }

    private static String quoted(String text) {
        return text.matches("[\\w .-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    LabelSetResponse save(@PathVariable long id, @RequestBody NewLabelSet body) {
        VersionId version = seen(id);
        String[] names = labelSets.imageNames(version, users.require());
        int count = labelSets.labels(version, LabelSet.NEWEST, users.require()).anomalous().length;
        List<LabelChange> changes = new ArrayList<>();
        for (NewLabel label : Fields.required("labels", body.labels)) {
            int value = Fields.required("label", label.label);
            if (value != 0 && value != 1) {
                throw new InputException("LABEL_VALUE", "", "label", "A label is 0 (normal) or 1 (anomalous).");
            }
            changes.add(new LabelChange(index(label, names, count), value == 1, label.type == null ? "" : label.type));
        }
        return LabelSetResponse.of(labelSets.save(version, changes, body.note == null ? "" : body.note, users.require()));
    }

    private static int index(NewLabel label, String[] names, int count) {
        if (label.file == null) {
            return Fields.required("index", label.index);
        }
        for (int i = 0; i < count; i++) {
            if (names[names.length - count + i].equals(label.file)) {
                return i;
            }
        }
        throw new InputException("LABEL_UNKNOWN_IMAGE", "", "file", "There is no test image " + label.file + ".");
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
                .filter(v -> v.state() == DatasetVersion.State.READY).map(DatasetVersion::id)
                .orElseThrow(() -> new NoSuchElementException("There is no data set version " + id + "."));
    }
}
