package oddboard.api.label;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.VersionId;
import oddboard.label.LabelChange;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads labels that were sent as JSON. */
@Component
class NewLabels {
    /** More than fit into a body. */
    static final int MAX = 1_000_000;

    private final LabelSets labelSets;
    private final Users users;

    NewLabels(LabelSets labelSets, Users users) {
        this.labelSets = labelSets;
        this.users = users;
    }

    /** {@code index} or {@code file} names a test image; {@code label} 1 = anomalous, null or "none" = unlabeled. */
    record NewLabel(
            @Bounds(max = Integer.MAX_VALUE) @Nullable Integer index,
            @Nullable String file,

            @Required
            @Schema(
                    types = {"integer", "string", "null"},
                    implementation = Object.class)
            @Nullable JsonNode label,

            @Nullable String type) {}

    List<LabelChange> read(VersionId version, @Nullable List<NewLabel> labels) {
        String[] names = labelSets.imageNames(version, users.require());
        int count = labelSets.labels(version, LabelSet.NEWEST, users.require()).anomalous().length;
        Map<String, Integer> byName = new HashMap<>();
        for (int i = count - 1; i >= 0; i--) {
            byName.put(names[names.length - count + i], i);
        }
        List<LabelChange> changes = new ArrayList<>();
        for (NewLabel label : Fields.required("labels", labels)) {
            changes.add(new LabelChange(
                    index(label, byName),
                    value(Fields.required("label", label.label)),
                    label.type == null ? "" : label.type));
        }
        return changes;
    }

    private static ImageLabel value(JsonNode label) {
        if (label.isNull() || label.isString() && label.asString().equals("none")) {
            return ImageLabel.UNLABELED;
        }
        if (label.isIntegralNumber() && (label.asLong() == 0 || label.asLong() == 1)) {
            return ImageLabel.of(label.asLong() == 1);
        }
        throw new InputException(
                "LABEL_VALUE", "", "label", "A label is 0 (normal), 1 (anomalous), or null (unlabeled).");
    }

    private static int index(NewLabel label, Map<String, Integer> byName) {
        if (label.file == null) {
            return Fields.required("index", label.index);
        }
        Integer found = byName.get(label.file);
        if (found == null) {
            throw new InputException("LABEL_UNKNOWN_IMAGE", "", "file", "There is no test image " + label.file + ".");
        }
        return found;
    }
}
