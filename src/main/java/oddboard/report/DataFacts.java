package oddboard.report;

import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.label.LabelSet;
import oddboard.ui.Format;
import oddboard.ui.Html;

/** The images and the labels that a report rests on, as whoever makes it may know them. */
final class DataFacts {
    private DataFacts() {}

    /** @param labels that the metrics use */
    static Html of(Dataset dataset, DatasetVersion version, LabelSet set, Labels labels) {
        int normal = 0;
        Map<String, Integer> types = new LinkedHashMap<>();
        for (int i : labels.images()) {
            if (labels.anomalous()[i]) {
                types.merge(Kinds.name(labels.type()[i]), 1, Integer::sum);
            } else {
                normal++;
            }
        }
        int anomalous = types.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Data set", dataset.name());
        facts.put("Version", version.number() + ", " + Words.moment(version.createdAt()));
        facts.put("Training images", Format.count(version.trainCount()));
        facts.put("Test images", Format.count(version.testCount()));
        facts.put(
                "Size of the squares",
                version.imageSize() + " × " + version.imageSize() + (version.channels() == 1 ? " gray" : " RGB"));
        facts.put(
                "Label set",
                set.number() + ", " + Words.moment(set.createdAt())
                        + (set.author().isEmpty() ? "" : ", by " + set.author())
                        + (set.note().isEmpty() ? "" : ": " + set.note()));
        facts.put("Labels that count", part(labels.part()));
        facts.put("Normal test images", Format.count(normal));
        facts.put("Anomalous test images", Format.count(anomalous));
        facts.put("Test images without such a label", Format.count((long) version.testCount() - normal - anomalous));
        return ReportTable.facts("Images and labels", facts);
    }

    private static String part(LabelPart part) {
        return switch (part) {
            case ALL -> "all";
            case PUBLIC -> "public ones alone";
            case PRIVATE -> "private ones alone";
        };
    }
}
