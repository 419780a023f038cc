package oddboard.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.common.InputException;
import oddboard.dataset.VersionId;
import oddboard.label.LabelChange;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

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

    /** {@code index} or {@code file} names a test image; {@code label} 1 = anomalous. */
    record NewLabel(
            @Nullable Integer index,
            @Nullable String file,
            @Required @Nullable Integer label,
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
            int value = Fields.required("label", label.label);
            if (value != 0 && value != 1) {
                throw new InputException("LABEL_VALUE", "", "label", "A label is 0 (normal) or 1 (anomalous).");
            }
            changes.add(new LabelChange(index(label, byName), value == 1, label.type == null ? "" : label.type));
        }
        return changes;
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
