package oddboard.manifest;

import static oddboard.manifest.ManifestFaults.fault;

import java.util.List;
import java.util.stream.Stream;
import oddboard.common.PlainText;
import oddboard.common.ShortText;
import oddboard.dataset.ImageLabel;
import oddboard.label.TestImages;
import org.jspecify.annotations.Nullable;

/** Columns of tables and fields of JSON lines, and what their values mean in both. */
final class FieldNames {
    static final List<String> FILE = TestImages.FILE_COLUMNS;
    static final List<String> LABEL = List.of("label", "class", "target");
    static final List<String> SPLIT = List.of("split", "subset", "set", "partition");
    static final List<String> TYPE = List.of("type", "defect_type", "anomaly_type", "defect");
    static final List<String> MASK = List.of("mask", "mask_path", "mask_file", "ground_truth", "mask_name");
    static final List<String> GROUP = List.of("group", "group_id");

    private FieldNames() {}

    /** These names, and the ones that a format has beside them. */
    static List<String> with(List<String> names, String... more) {
        return Stream.concat(Stream.of(more), names.stream()).toList();
    }

    /** @return null where nothing is said */
    static @Nullable Split split(String word, String list, String where) {
        var split = Split.of(word);
        if (!word.isEmpty() && split == null) {
            throw fault(
                    list,
                    where + " has the split \"" + ShortText.of(word, 80) + "\"; splits are train, validation and test");
        }
        return split;
    }

    /** Only what is anomalous has a type; "defect: true" names none. */
    static LabelWord typed(LabelWord word, String type) {
        return type.isEmpty() || type.equalsIgnoreCase("true") || word.label() != ImageLabel.ANOMALOUS
                ? word
                : new LabelWord(word.label(), PlainText.spaced(type));
    }

    /** As Pandas and Python write that there is none. */
    static boolean isNone(String mask) {
        return mask.isEmpty() || mask.equalsIgnoreCase("nan") || mask.equalsIgnoreCase("none");
    }
}
